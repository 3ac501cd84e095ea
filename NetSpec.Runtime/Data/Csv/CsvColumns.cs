using System.Globalization;

namespace NetSpec.Runtime;

/// <summary>Finds columns by name or by number, from 0, or from -1 for the last.</summary>
internal sealed class CsvColumns(string path, int count, IReadOnlyList<string>? header)
{
    /// <summary>The names of columns; empty where the file has no header.</summary>
    public IReadOnlyList<string> Names(IEnumerable<int> columns) => header is null ? [] : [.. columns.Select(column => header[column])];

    /// <summary>The columns that a key names, in its order; null where it is not given.</summary>
    public int[]? Find(DataArguments arguments, string key) =>
        arguments.List(key, text => header?.Contains(text) == true) is { } names ? Find(names) : null;

    public int[] Find(IEnumerable<string> names) => [.. names.Select(Find)];

    public int Find(string name)
    {
        var matches = header is null ? [] : Enumerable.Range(0, count).Where(column => header[column] == name).ToArray();
        if (matches.Length > 1)
            throw new InputException($"'{path}' has {matches.Length} columns named '{name}': give the number of one.");
        if (matches.Length == 1)
            return matches[0];
        if (!int.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            throw header is null
                ? new InputException($"'{path}' has no header, so its columns have numbers from 0 to {count - 1}, not the name '{name}'.")
                : new InputException($"'{path}' has no column '{name}'{NearestName.Suggestion(name, header)}");
        }
        if (number < -count || number >= count)
            throw new InputException($"'{path}' has no column {number}: it has {count}, from 0.");
        return number < 0 ? number + count : number;
    }
}
