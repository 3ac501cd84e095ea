namespace NetSpec.Runtime;

/// <summary>Where data comes from, as a recipe or a command line says it. Keys and values are checked when the data is loaded.</summary>
/// <param name="Kind">One of <see cref="DataLoader.Kinds"/>.</param>
/// <param name="Values">The other keys; lists are joined by <c>;</c>.</param>
/// <param name="BaseFolder">What paths are relative to; empty: the current folder.</param>
public sealed record DataOptions(string Kind, IReadOnlyDictionary<string, string> Values, string BaseFolder)
{
    /// <summary>
    /// The items of values that were given as lists, which <see cref="Values"/> holds joined: an item may hold a <c>;</c> itself.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Lists { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>What data of this kind takes; null where there is no such kind.</summary>
    public DataKindInfo? KindInfo => DataLoader.Kinds.FirstOrDefault(kind => kind.Name == Kind);

    /// <summary>The same with one key set.</summary>
    public DataOptions With(string key, string value) => this with
    {
        Values = new Dictionary<string, string>(Values, StringComparer.Ordinal) { [key] = value },
        Lists = Lists.Where(list => list.Key != key).ToDictionary(list => list.Key, list => list.Value, StringComparer.Ordinal),
    };

    /// <summary>The same with one key set to a list, whose items may hold any character.</summary>
    public DataOptions With(string key, IReadOnlyList<string> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return this with
        {
            Values = new Dictionary<string, string>(Values, StringComparer.Ordinal) { [key] = string.Join(';', items) },
            Lists = new Dictionary<string, IReadOnlyList<string>>(Lists, StringComparer.Ordinal) { [key] = items },
        };
    }

    /// <summary>
    /// Reads <c>kind:key=value,key=value</c>. Lists are joined by <c>;</c> or <c>|</c>; a value that holds a comma stands in double quotes.
    /// </summary>
    /// <exception cref="InputException">The text has another form, or a key twice.</exception>
    public static DataOptions Parse(string text, string baseFolder)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(baseFolder);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in Parts(colon < 0 ? "" : text[(colon + 1)..]))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                throw new InputException($"The data '{text}' has '{part}' where key=value was expected.");
            var key = part[..equals].Trim();
            if (!values.TryAdd(key, Unquoted(part[(equals + 1)..].Trim())))
                throw new InputException($"The data '{text}' gives '{key}' twice.");
        }
        return new((colon < 0 ? text : text[..colon]).Trim(), values, baseFolder);
    }

    private static IEnumerable<string> Parts(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            yield break;
        var start = 0;
        var isQuoted = false;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] == '"')
                isQuoted = !isQuoted;
            if (i < text.Length && (isQuoted || text[i] != ','))
                continue;
            yield return text[start..i];
            start = i + 1;
        }
    }

    private static string Unquoted(string value) => value is ['"', .. var inner, '"'] ? inner : value;
}
