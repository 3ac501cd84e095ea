namespace NetSpec.Runtime;

/// <summary>
/// Samples in a CSV file, plain or gzip: <c>target</c> (the last column) and <c>features</c> (all others) by name or number, <c>header</c>
/// (found out: a first row without any number), <c>separator</c> (a comma), <c>categories</c> (the sorted names that occur, where the
/// target's first value is no number).
/// </summary>
internal sealed class CsvData : DataKind
{
    private const int MaxCategories = 1 << 16;

    /// <summary>Parsed values up to this number are kept in memory: parsing again costs more than training a small network.</summary>
    private const long ValuesInMemory = 1 << 27;

    private static readonly Dictionary<string, string> Separators = new(StringComparer.Ordinal)
    {
        ["comma"] = ",", ["semicolon"] = ";", ["tab"] = "\t", ["\\t"] = "\t", ["space"] = " ", ["pipe"] = "|",
    };

    public override string Name => "csv";

    public override IReadOnlyList<string> Keys { get; } = ["path", "target", "features", "header", "separator", "categories", "test"];

    public override double TestShare => 0.2;

    public override LoadedData Load(DataArguments arguments) => Load(arguments, ValuesInMemory);

    /// <summary>
    /// The columns named by <c>features</c>; else all where there are just as many as the network reads, else all but the target. They are
    /// parsed where they are asked for, since each is read once.
    /// </summary>
    public override LoadedData LoadInputs(DataArguments arguments, int inputSize)
    {
        var share = arguments.Share("test", TestShare);
        var separator = Separator(arguments);
        var file = Gzip.Open(arguments.Path("path"));
        try
        {
            var rows = CsvRows.Index(file, separator, arguments.Cancellation);
            var columns = Columns(rows, arguments, out var firstRow);
            var features = columns.Find(arguments, "features") is { } given ? given
                : rows.Columns == inputSize ? [.. Enumerable.Range(0, inputSize)]
                : Others(rows, Targets(columns, arguments));
            Check(rows, features, []);
            return new(new CsvSource(rows, features, [], null, firstRow), null, new(Name, arguments.List("categories") ?? [], columns.Names(features), 1), share);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    internal LoadedData Load(DataArguments arguments, long valuesInMemory)
    {
        var share = arguments.Share("test", TestShare);
        var separator = Separator(arguments);
        var file = Gzip.Open(arguments.Path("path"));
        try
        {
            var rows = CsvRows.Index(file, separator, arguments.Cancellation);
            var source = Source(rows, arguments, out var description);
            if (source.Count * (source.InputSize + source.TargetSize) > valuesInMemory)
                return new(source, null, description, share);
            var (inputs, targets) = source.ReadAll(arguments.Cancellation);
            file.Dispose();
            return new(new MemorySource(inputs, targets, source.InputSize, source.TargetSize), null, description, share);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private CsvSource Source(CsvRows rows, DataArguments arguments, out DataDescription description)
    {
        var columns = Columns(rows, arguments, out var firstRow);
        var targets = Targets(columns, arguments);
        var features = columns.Find(arguments, "features") ?? Others(rows, targets);
        Check(rows, features, targets);
        var categories = Categories(rows, arguments, targets, firstRow);
        var classes = categories.Count == 0
            ? null
            : categories.Select((name, index) => (name, index)).ToDictionary(pair => pair.name, pair => pair.index, StringComparer.Ordinal);
        description = new(Name, categories, columns.Names(features), 1);
        return new(rows, features, targets, classes, firstRow);
    }

    private static CsvColumns Columns(CsvRows rows, DataArguments arguments, out int firstRow)
    {
        var fields = new CsvFields();
        rows.Read(0, fields);
        var all = Enumerable.Range(0, rows.Columns).ToArray();
        var isHeader = arguments.Flag("header") ?? all.All(column => !fields.TryNumber(column, out _));
        firstRow = isHeader ? 1 : 0;
        return rows.Count > firstRow
            ? new CsvColumns(rows.Path, rows.Columns, isHeader ? [.. all.Select(fields.Text)] : null)
            : throw new InputException($"'{rows.Path}' holds a header and no rows.");
    }

    private static int[] Targets(CsvColumns columns, DataArguments arguments) => columns.Find(arguments, "target") ?? [columns.Find("-1")];

    private static int[] Others(CsvRows rows, int[] targets) => [.. Enumerable.Range(0, rows.Columns).Except(targets)];

    private static void Check(CsvRows rows, int[] features, int[] targets)
    {
        if (features.Length == 0)
            throw new InputException($"'{rows.Path}' has {rows.Columns} columns, and none of them is left as a feature.");
        if (features.Distinct().Count() != features.Length || targets.Distinct().Count() != targets.Length)
            throw new InputException($"A column of '{rows.Path}' is named twice in 'features' or 'target'.");
        if (features.Intersect(targets).Any())
            throw new InputException($"A column of '{rows.Path}' is both a feature and the target.");
    }

    private static IReadOnlyList<string> Categories(CsvRows rows, DataArguments arguments, int[] targets, int firstRow)
    {
        if (arguments.List("categories") is { } given)
        {
            if (targets.Length != 1)
                throw arguments.Wrong("categories", "no list, since there are several targets,");
            if (given.Contains(""))
                throw arguments.Wrong("categories", "a list without empty items");
            return given.Distinct(StringComparer.Ordinal).Count() == given.Count
                ? given
                : throw arguments.Wrong("categories", "a list without repeated names");
        }
        var fields = new CsvFields();
        rows.Read(firstRow, fields);
        if (targets.Length != 1 || fields.TryNumber(targets[0], out _) || fields.Text(targets[0]).Length == 0)
            return [];
        var names = new SortedSet<string>(StringComparer.Ordinal);
        for (var row = firstRow; row < rows.Count; row++)
        {
            rows.Read(row, fields);
            if (fields.Text(targets[0]).Length == 0)
                throw rows.Error(row, fields, targets[0], "a class was expected, not an empty field.");
            if (names.Add(fields.Text(targets[0])) && names.Count > MaxCategories)
                throw rows.Error(row, fields, targets[0],
                    $"the target has more than {MaxCategories} different names; a class or a number was expected.");
            if (row % 4096 == 0)
                arguments.Cancellation.ThrowIfCancellationRequested();
        }
        return [.. names];
    }

    private static byte Separator(DataArguments arguments)
    {
        var text = arguments.Text("separator") ?? ",";
        text = Separators.GetValueOrDefault(text, text);
        return text.Length == 1 && char.IsAscii(text[0]) && text[0] is not ('"' or '\n' or '\r') && !char.IsAsciiLetterOrDigit(text[0])
            ? (byte)text[0]
            : throw arguments.Wrong("separator", "one character, or comma, semicolon, tab, space or pipe,");
    }
}
