using System.Globalization;

namespace NetSpec.Runtime;

/// <summary>The keys of one kind of data, with types.</summary>
internal sealed class DataArguments
{
    private readonly DataOptions _options;

    public DataArguments(DataOptions options, IReadOnlyList<string> keys, CancellationToken cancellation)
    {
        _options = options;
        Cancellation = cancellation;
        foreach (var key in options.Values.Keys)
        {
            if (!keys.Contains(key))
                throw new InputException($"Data of kind '{options.Kind}' has no key '{key}'{NearestName.Suggestion(key, keys)}") { Key = key };
        }
    }

    public CancellationToken Cancellation { get; }

    public bool Has(string key) => _options.Values.ContainsKey(key);

    public string? Text(string key) => _options.Values.GetValueOrDefault(key);

    /// <summary>A path, relative to the folder of the file that names it.</summary>
    public string Path(string key)
    {
        if (Text(key) is not { } path)
            throw new InputException($"Data of kind '{_options.Kind}' needs the key '{key}', the path of a file.") { Key = key };
        return path.Length > 0 ? System.IO.Path.Combine(_options.BaseFolder, path) : throw Wrong(key, "the path of a file");
    }

    public long Integer(string key, long missing, long lowest, long highest)
    {
        if (Text(key) is not { } text)
            return missing;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= lowest && value <= highest
            ? value
            : throw Wrong(key, $"a whole number from {lowest} to {highest}");
    }

    public ulong? Seed(string key)
    {
        if (Text(key) is not { } text)
            return null;
        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Wrong(key, "a whole number from 0 to 2^64 - 1");
    }

    /// <summary>A share of the samples, from 0 to below 1.</summary>
    public double Share(string key, double missing)
    {
        if (Text(key) is not { } text)
            return missing;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and < 1
            ? value
            : throw Wrong(key, "a share from 0 to below 1, such as 0.2");
    }

    public bool? Flag(string key) => Text(key) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        _ => throw Wrong(key, "true or false"),
    };

    /// <summary>A list; null where it is not given.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="isItem">Whether a text that would be split is one item as it stands.</param>
    public IReadOnlyList<string>? List(string key, Func<string, bool>? isItem = null)
    {
        if (_options.Lists.TryGetValue(key, out var given))
            return given.Count > 0 ? given : throw Wrong(key, "a list of one item or more");
        if (Text(key) is not { } text)
            return null;
        if (isItem?.Invoke(text) == true)
            return [text];
        var items = text.Split([';', '|'], StringSplitOptions.TrimEntries);
        return items.Any(string.IsNullOrEmpty) ? throw Wrong(key, "a list without empty items") : items;
    }

    public InputException Wrong(string key, string expected) =>
        new($"The key '{key}' of data of kind '{_options.Kind}' is '{Text(key)}', where {expected} was expected.") { Key = key };
}
