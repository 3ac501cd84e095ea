using NetSpec.Runtime;

namespace NetSpec.Cli.Inputs;

/// <summary>Takes data into memory where it fits: training reads each sample many times, and a read of a file costs more than a small network's step.</summary>
internal static class Preload
{
    /// <summary>Most values that are kept, 512 MB of float32.</summary>
    private const long MostValues = 1 << 27;

    /// <summary>The same data, in memory where it is small enough; larger data is streamed.</summary>
    public static DataSet Of(DataSet data, CancellationToken cancellation)
    {
        IDataSource?[] parts = [data.Train, data.Test, data.Validation];
        if (parts.Sum(p => p is null ? 0 : p.Count * (p.InputSize + p.TargetSize)) > MostValues) return data;
        using (data)
            return data with { Train = Read(data.Train, cancellation)!, Test = Read(data.Test, cancellation), Validation = Read(data.Validation, cancellation) };
    }

    private static MemorySource? Read(IDataSource? source, CancellationToken cancellation)
    {
        if (source is null) return null;
        var (inputs, targets) = source.ReadAll(cancellation);
        return new(inputs, targets, source.InputSize, source.TargetSize);
    }
}
