using Google.Protobuf;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Onnx;

/// <summary>Writes networks as ONNX models that take and give the same arrays as the network itself.</summary>
public static class OnnxExport
{
    /// <summary>The version of the operators that models are written in.</summary>
    public const int Opset = 17;

    // The version of the file format that came with these operators; older readers refuse a newer one.
    internal const int FormatVersion = 8;

    // A message of Protocol Buffers counts its bytes in 31 bits.
    private const long MostBytes = int.MaxValue;

    /// <summary>
    /// Writes a model of the operators of opset 17, whole or not at all: one input <c>input</c> [batch, ...] and one output <c>output</c>
    /// [batch, ...] of float32 with a free first axis, parameters as initializers under their own names, and the name, the hash and the
    /// metadata of the weights as the model's metadata. The same network and weights give the same bytes.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="network">The network.</param>
    /// <param name="weights">All its parameters, by name, in PyTorch's shapes.</param>
    /// <exception cref="InputException">A parameter is missing or of another shape, the model would be larger than an ONNX file may be, or the file cannot be written.</exception>
    public static void Write(string path, ResolvedNetwork network, NamedTensors weights)
    {
        var model = ModelBuilder.Build(network, weights);
        AtomicFile.Write(path, stream => model.WriteTo(stream));
    }

    /// <summary>Refuses what does not fit into one file, before its bytes are made.</summary>
    internal static void RequireSize(ResolvedNetwork network)
    {
        var bytes = sizeof(float) * network.AllLayers().SelectMany(layer => layer.Parameters).Sum(parameter => parameter.Length);
        // What is not weights takes some kilobytes a layer.
        if (bytes > MostBytes - (1 << 24))
            throw new InputException($"{network.Spec.Name} has {bytes} bytes of parameters; an ONNX file without external data holds less than 2 GiB.");
    }
}
