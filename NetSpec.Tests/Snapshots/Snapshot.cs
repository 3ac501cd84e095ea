using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis;

namespace NetSpec.Tests.Snapshots;

/// <summary>
/// Texts that were looked at once and must not change unnoticed, named as Verify names them: <c>Class.Method#Hint.verified.cs</c>, and beside it
/// <c>.received.cs</c> where it differs. NETSPEC_ACCEPT=1 accepts what was received, but never where CI is set.
/// </summary>
internal sealed class Snapshot(string folder, bool accepts)
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: true);

    /// <summary>Compares generated sources, or the part of each that matters, with those in the folder _snapshots beside the test.</summary>
    public static void Verify(GeneratorRunResult result, Func<string, string>? part = null, [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        var snapshot = new Snapshot(Path.Combine(Path.GetDirectoryName(file)!, "_snapshots"), Accepts(Environment.GetEnvironmentVariable));
        var texts = result.GeneratedSources.ToDictionary(s => "#" + Path.GetFileNameWithoutExtension(s.HintName), s => $"//HintName: {s.HintName}\n{(part ?? (text => text))(s.SourceText.ToString())}");
        var failures = snapshot.Compare($"{Path.GetFileNameWithoutExtension(file)}.{method}", texts);
        Assert.True(failures.Count == 0, string.Join("\n", failures));
    }

    /// <summary>Whether differences are accepted.</summary>
    public static bool Accepts(Func<string, string?> environment) =>
        environment("NETSPEC_ACCEPT") == "1" && string.IsNullOrEmpty(environment("CI"));

    /// <summary>What is wrong with a test's texts: one line each for a new, another or a stale one.</summary>
    public List<string> Compare(string test, IReadOnlyDictionary<string, string> texts)
    {
        Directory.CreateDirectory(folder);
        var failures = texts.Select(pair => CompareOne(test + pair.Key, pair.Value)).OfType<string>().ToList();
        var stale = Directory.GetFiles(folder, test + "#*.verified.cs").Where(f => !texts.ContainsKey(Path.GetFileName(f)[test.Length..^".verified.cs".Length]));
        foreach (var file in stale)
        {
            if (accepts) File.Delete(file);
            else failures.Add($"{Path.GetFileName(file)} is stale: the test gives no such text any more.");
        }
        return failures;
    }

    /// <summary>Snapshots in a folder that belong to none of these tests, each named <c>Class.Method</c>.</summary>
    public static IEnumerable<string> WithoutTest(string folder, IReadOnlySet<string> tests) => Directory.GetFiles(folder, "*.verified.cs")
        .Select(f => Path.GetFileName(f)!)
        .Where(name => !tests.Contains(name.Split('#')[0]));

    private string? CompareOne(string name, string text)
    {
        var (verified, received) = (Path.Combine(folder, name + ".verified.cs"), Path.Combine(folder, name + ".received.cs"));
        var expected = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : null;
        if (expected == text || accepts)
        {
            if (expected != text) File.WriteAllText(verified, text, Encoding);
            File.Delete(received);
            return null;
        }
        File.WriteAllText(received, text, Encoding);
        return expected is null ? $"{name}.received.cs is new." : $"{name}.received.cs differs from line {FirstDifference(expected, text)} on.";
    }

    private static int FirstDifference(string expected, string found) =>
        1 + expected.Split('\n').Zip(found.Split('\n')).TakeWhile(pair => pair.First == pair.Second).Count();
}
