using System.Collections.Concurrent;

namespace NetSpec.Runtime;

/// <summary>Samples in the rows of a CSV file, parsed where they are asked for.</summary>
/// <param name="rows">The file.</param>
/// <param name="features">Columns of the inputs, in order.</param>
/// <param name="targets">Columns of the targets, in order.</param>
/// <param name="classes">The class of each name, where the one target is a name.</param>
/// <param name="firstRow">1 where the file starts with a header.</param>
internal sealed class CsvSource(CsvRows rows, int[] features, int[] targets, IReadOnlyDictionary<string, int>? classes, int firstRow = 0)
    : IDataSource
{
    private readonly ConcurrentBag<CsvFields> _pool = [];

    public long Count => rows.Count - firstRow;

    public int InputSize => features.Length;

    public int TargetSize => targets.Length;

    public void Read(ReadOnlySpan<long> indices, Span<float> inputRows, Span<float> targetRows)
    {
        ReadRequest.Check(this, indices, inputRows, targetRows);
        var fields = _pool.TryTake(out var pooled) ? pooled : new CsvFields();
        for (var i = 0; i < indices.Length; i++)
        {
            var row = (int)indices[i] + firstRow;
            rows.Read(row, fields);
            for (var k = 0; k < features.Length; k++)
                inputRows[(i * features.Length) + k] = Number(row, fields, features[k]);
            for (var k = 0; k < targets.Length && !targetRows.IsEmpty; k++)
                targetRows[(i * targets.Length) + k] = Target(row, fields, targets[k]);
        }
        _pool.Add(fields);
    }

    public void Dispose() => rows.Dispose();

    private float Target(int row, CsvFields fields, int column) =>
        classes is null ? Number(row, fields, column) : Class(row, fields, column, classes);

    private float Number(int row, CsvFields fields, int column)
    {
        if (!fields.TryNumber(column, out var value))
            throw rows.Error(row, fields, column, $"a number was expected, not {Shown(fields.Text(column))}.");
        var single = (float)value;
        return float.IsFinite(single)
            ? single
            : throw rows.Error(row, fields, column, $"a finite number was expected, not {Shown(fields.Text(column))}.");
    }

    private int Class(int row, CsvFields fields, int column, IReadOnlyDictionary<string, int> known)
    {
        var name = fields.Text(column);
        return known.TryGetValue(name, out var index)
            ? index
            : throw rows.Error(row, fields, column, $"{Shown(name)} is none of the {known.Count} categories.");
    }

    private static string Shown(string text) => text.Length switch
    {
        0 => "an empty field",
        <= 40 => $"'{text}'",
        _ => $"'{text[..40]}...'",
    };
}
