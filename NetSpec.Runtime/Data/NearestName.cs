namespace NetSpec.Runtime;

/// <summary>Finds the name that was probably meant.</summary>
internal static class NearestName
{
    /// <summary>"; did you mean 'x'?" where one of the names is near enough, else the names themselves.</summary>
    public static string Suggestion(string word, IEnumerable<string> names)
    {
        var all = names.ToList();
        var best = all.Select(name => (name, distance: Distance(word, name))).OrderBy(pair => pair.distance).FirstOrDefault();
        return best.name is not null && best.distance <= Math.Max(1, word.Length / 2)
            ? $"; did you mean '{best.name}'?"
            : $"; known are {string.Join(", ", all)}.";
    }

    // Levenshtein's, with one row; only the start of a long word is looked at.
    private static int Distance(string left, string right)
    {
        left = left[..Math.Min(left.Length, 64)].ToLowerInvariant();
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replaced = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
