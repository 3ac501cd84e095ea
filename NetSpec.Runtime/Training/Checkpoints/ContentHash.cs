using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace NetSpec.Runtime;

/// <summary>Tells parameters and data apart by their values, in 16 hexadecimal digits of SHA-256, which are short enough for a message.</summary>
internal static class ContentHash
{
    private const int Digits = 16;

    // Samples at a time, fewer where they are large: 16 MB.
    private const int BlockSamples = 1024, BlockValues = 1 << 22;

    /// <summary>Of parameters in PyTorch's order, so that it does not depend on how kernels lay them out.</summary>
    public static string Of(ParameterSet<float> parameters)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var parameter in parameters.Info.Parameters)
            hash.AppendData(MemoryMarshal.AsBytes(parameters.Read(parameter.Name).AsSpan()));
        return Text(hash);
    }

    /// <summary>Of every sample and target, in order: one pass over the data, where an epoch is one too and computes besides.</summary>
    /// <exception cref="InputException">A sample cannot be read.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between blocks.</exception>
    public static string Of(IDataSource data, CancellationToken cancellation)
    {
        var block = Math.Clamp(BlockValues / Math.Max(1, data.InputSize + data.TargetSize), 1, BlockSamples);
        block = (int)Math.Min(block, data.Count);
        var inputs = new float[block * data.InputSize];
        var targets = new float[block * data.TargetSize];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var start = 0L; start < data.Count; start += block)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = (int)Math.Min(block, data.Count - start);
            var input = inputs.AsSpan(0, count * data.InputSize);
            var target = targets.AsSpan(0, count * data.TargetSize);
            data.ReadRange(start, count, input, target);
            hash.AppendData(MemoryMarshal.AsBytes(input));
            hash.AppendData(MemoryMarshal.AsBytes(target));
        }
        return Text(hash);
    }

    private static string Text(IncrementalHash hash) => Convert.ToHexStringLower(hash.GetHashAndReset())[..Digits];
}
