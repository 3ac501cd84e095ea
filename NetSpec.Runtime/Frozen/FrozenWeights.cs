using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Numerics;

namespace NetSpec.Runtime;

/// <summary>What generated classes with frozen weights call: constant data of an assembly to parameters, and the check by golden samples.</summary>
public static class FrozenWeights
{
    /// <summary>Sets a parameter.</summary>
    /// <param name="parameters">What is set.</param>
    /// <param name="name">The parameter.</param>
    /// <param name="base64">Its little-endian float32 values in PyTorch's order, in base64 with line ends.</param>
    /// <exception cref="InputException">Another number of values than the shape holds.</exception>
    public static void Set<T>(ParameterSet<T> parameters, string name, ReadOnlySpan<byte> base64)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        parameters.Write(name, Decode<T>(base64));
    }

    /// <summary>Runs golden samples one by one and as a batch.</summary>
    /// <param name="network">What is tested.</param>
    /// <param name="inputs">Samples, in base64 as the weights are.</param>
    /// <param name="outputs">What they must give.</param>
    /// <param name="tolerance">Largest distance that passes, relative to the largest golden output (or to 0.001 where all are smaller).</param>
    /// <exception cref="SelfTestException">An output is further away, or no number.</exception>
    public static void Check<T>(INetwork<T> network, ReadOnlySpan<byte> inputs, ReadOnlySpan<byte> outputs, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        var (x, expected) = (Decode<T>(inputs), Decode<T>(outputs));
        var (inputSize, outputSize) = (network.Info.InputSize, network.Info.OutputSize);
        if (x.Length % inputSize != 0 || x.Length / inputSize * outputSize != expected.Length)
            throw new SelfTestException($"{network.Info.Name} takes {inputSize} values and gives {outputSize}, but its golden samples have {x.Length} and {expected.Length} values in all.");
        var found = new T[expected.Length];
        network.Forward(x, found);
        Compare(network.Info.Name, found, expected, outputSize, tolerance);
        for (var i = 0; i < x.Length / inputSize; i++)
            network.Forward(x.AsSpan(i * inputSize, inputSize), found.AsSpan(i * outputSize, outputSize));
        Compare(network.Info.Name, found, expected, outputSize, tolerance);
    }

    private static void Compare<T>(string name, T[] found, T[] expected, int outputSize, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var largest = expected.Max(value => Math.Abs(double.CreateChecked(value)));
        var allowed = tolerance * Math.Max(largest, 1e-3);
        for (var i = 0; i < found.Length; i++)
        {
            // Not turned round: NaN compares false.
            if (Math.Abs(double.CreateChecked(found[i]) - double.CreateChecked(expected[i])) <= allowed) continue;
            throw new SelfTestException(string.Create(
                CultureInfo.InvariantCulture,
                $"{name} gives {found[i]} for output {i % outputSize} of golden sample {i / outputSize}, where {expected[i]} was frozen; up to {allowed:g2} apart would pass."));
        }
    }

    private static T[] Decode<T>(ReadOnlySpan<byte> base64)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(base64.Length)];
        if (Base64.DecodeFromUtf8(base64, bytes, out _, out var length) != OperationStatus.Done || length % sizeof(float) != 0)
            throw new InputException("The frozen values are no base64 of float32 numbers.");
        var values = new T[length / sizeof(float)];
        for (var i = 0; i < values.Length; i++)
            values[i] = T.CreateChecked(BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(i * sizeof(float))));
        return values;
    }
}
