using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using Google.Protobuf;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Onnx;

/// <summary>The constants of a graph, in order of first use, each once.</summary>
internal sealed class Initializers(Schema.Graph graph, ResolvedNetwork network, NamedTensors weights, ValueNames names)
{
    private readonly Dictionary<string, ParameterSpec> _parameters =
        network.AllLayers().SelectMany(layer => layer.Parameters).ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);

    private readonly HashSet<string> _stored = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _shared = new(StringComparer.Ordinal);

    /// <summary>A parameter under its own name and in its own shape.</summary>
    public string Weight(string name)
    {
        if (_stored.Add(name)) Floats(name, Values(name), [.. _parameters[name].Shape], "");
        return name;
    }

    /// <summary>A parameter's values, checked.</summary>
    /// <exception cref="InputException">The weights lack it, or it has another shape.</exception>
    public float[] Values(string name)
    {
        if (!weights.TryGet(name, out var tensor))
            throw new InputException($"The weights of {network.Spec.Name} lack {name}.");
        var shape = _parameters[name].Shape;
        if (!tensor.Shape.SequenceEqual(shape.Select(size => (long)size)))
            throw new InputException($"{name} has the shape [{string.Join(", ", tensor.Shape)}], not {new Shape(shape.Items)}.");
        return tensor is Tensor<float> single ? single.Values : Array.ConvertAll(tensor.ToDoubles(), value => (float)value);
    }

    /// <summary>Numbers of a layer under a name that starts with its path.</summary>
    public string Store(string name, float[] values, int[] shape, string note)
    {
        if (!_parameters.ContainsKey(name)) name = names.New(name);
        Floats(name, values, shape, note);
        return name;
    }

    /// <summary>A scalar.</summary>
    public string Constant(double value)
    {
        var single = (float)value;
        return Shared("constant." + single.ToString("R", CultureInfo.InvariantCulture), name => Floats(name, [single], [], ""));
    }

    /// <summary>A list of one axis, as operators take it that read their axes as an input.</summary>
    public string Axis(int axis) => Shared(FormattableString.Invariant($"axis.{axis}"), name =>
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, axis);
        Add(name, Schema.Tensor.Types.Element.Int64, [1], bytes, "");
    });

    private string Shared(string wish, Action<string> add)
    {
        if (_shared.TryGetValue(wish, out var known)) return known;
        var name = _shared[wish] = names.New(wish);
        add(name);
        return name;
    }

    private void Floats(string name, float[] values, int[] shape, string note)
    {
        var bytes = MemoryMarshal.AsBytes<float>(values).ToArray();
        // The file is little-endian on every machine.
        if (!BitConverter.IsLittleEndian) BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, int>(bytes), MemoryMarshal.Cast<byte, int>(bytes));
        Add(name, Schema.Tensor.Types.Element.Float, shape, bytes, note);
    }

    private void Add(string name, Schema.Tensor.Types.Element element, int[] shape, byte[] bytes, string note)
    {
        var tensor = new Schema.Tensor { Name = name, DataType = element, RawData = UnsafeByteOperations.UnsafeWrap(bytes), DocString = note };
        tensor.Dims.Add(shape.Select(size => (long)size));
        graph.Initializer.Add(tensor);
    }
}
