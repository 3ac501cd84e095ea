using System.Buffers;
using NetSpec.Runtime;

namespace NetSpec.Cli.Inputs;

/// <summary>Some values of each sample of a source, which outlives this.</summary>
/// <param name="source">Where samples are read.</param>
/// <param name="columns">Which values, in their order.</param>
internal sealed class ColumnsSource(IDataSource source, IReadOnlyList<int> columns) : IDataSource
{
    private readonly int[] _columns = [.. columns];

    public long Count => source.Count;

    public int InputSize => _columns.Length;

    public int TargetSize => source.TargetSize;

    /// <summary>Every part of a data set, with the names of what is left.</summary>
    public static DataSet Of(DataSet data, IReadOnlyList<int> columns)
    {
        var names = data.Description.FeatureNames;
        return data with
        {
            Train = new ColumnsSource(data.Train, columns),
            Test = data.Test is { } test ? new ColumnsSource(test, columns) : null,
            Validation = data.Validation is { } validation ? new ColumnsSource(validation, columns) : null,
            Description = data.Description with { FeatureNames = names.Count == data.Train.InputSize ? [.. columns.Select(c => names[c])] : [] },
        };
    }

    public void Read(ReadOnlySpan<long> indices, Span<float> inputs, Span<float> targets)
    {
        var size = source.InputSize;
        var whole = ArrayPool<float>.Shared.Rent(checked(indices.Length * size));
        source.Read(indices, whole.AsSpan(0, indices.Length * size), targets);
        for (var i = 0; i < indices.Length; i++)
        {
            for (var c = 0; c < _columns.Length; c++) inputs[(i * _columns.Length) + c] = whole[(i * size) + _columns[c]];
        }
        ArrayPool<float>.Shared.Return(whole);
    }

    public void Dispose()
    {
    }
}
