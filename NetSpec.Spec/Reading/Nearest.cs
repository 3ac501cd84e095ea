using System;
using System.Collections.Generic;
using System.Linq;

namespace NetSpec.Spec.Reading;

/// <summary>The nearest valid word to a mistyped one.</summary>
internal static class Nearest
{
    /// <summary>Ends a message: <c>did you mean 'activation'?</c>, or the valid words where none is near.</summary>
    public static string Suggest(string word, IReadOnlyList<string> valid) =>
        Find(word, valid) is { } near ? $"did you mean '{near}'?" : "expected " + List(valid);

    /// <summary>The nearest word by edits (a swap of neighbours counts as one); null where none is within a third of the letters.</summary>
    public static string? Find(string word, IEnumerable<string> valid)
    {
        string? best = null;
        var least = int.MaxValue;
        foreach (var candidate in valid)
        {
            var most = Math.Max(1, Math.Max(word.Length, candidate.Length) / 3);
            if (Math.Abs(word.Length - candidate.Length) > most) continue;
            var distance = Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (distance > most || distance >= least) continue;
            (best, least) = (candidate, distance);
        }
        return best;
    }

    /// <summary>Words as a sentence lists them: <c>'a', 'b' or 'c'</c>.</summary>
    public static string List(IReadOnlyList<string> words) =>
        words.Count switch
        {
            0 => "none",
            1 => $"'{words[0]}'",
            _ => string.Join(", ", words.Take(words.Count - 1).Select(w => $"'{w}'")) + $" or '{words[words.Count - 1]}'",
        };

    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                d[i, j] = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }
        return d[a.Length, b.Length];
    }
}
