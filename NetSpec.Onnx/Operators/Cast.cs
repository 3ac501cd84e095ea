using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

/// <summary>Another type of number: every type is a number here, and shapes stay whole.</summary>
internal sealed class Cast : SingleOperator
{
    private static readonly long[] _reals = [1, 10, 11, 16];
    private static readonly long[] _exact = [1, 11];

    // Above 2^63 a whole number has no place here.
    private static readonly Dictionary<long, (long Least, long Most)> _wholes = new()
    {
        [2] = (0, byte.MaxValue),
        [3] = (sbyte.MinValue, sbyte.MaxValue),
        [4] = (0, ushort.MaxValue),
        [5] = (short.MinValue, short.MaxValue),
        [6] = (int.MinValue, int.MaxValue),
        [7] = (long.MinValue, long.MaxValue),
        [12] = (0, uint.MaxValue),
        [13] = (0, long.MaxValue),
    };

    public override string Type => "Cast";

    public override ImmutableArray<string> Attributes => ["to", "saturate"];

    public override Tensor? Fold(NodeCall call, IReadOnlyList<Tensor?> inputs)
    {
        var to = call.Attributes.Whole("to", 0);
        var (values, shape) = (inputs[0]!, inputs[0]!.Shape.ToArray());
        if (to == 11) return Tensor.Create(values.ToDoubles(), shape);
        if (to == 10) return Tensor.Create(values.ToDoubles().Select(v => (float)(Half)v).ToArray(), shape);
        if (to == 16) return Tensor.Create(values.ToDoubles().Select(v => Brain((float)v)).ToArray(), shape);
        if (to == 1) return Tensor.Create(values.ToDoubles().Select(v => (float)v).ToArray(), shape);
        if (to == 9) return Tensor.Create(values.ToDoubles().Select(v => v != 0 ? 1L : 0).ToArray(), shape);
        if (!_wholes.TryGetValue(to, out var range)) return null;
        var whole = values as Tensor<long> ?? Tensor.Create(values.ToDoubles().Select(v => checked((long)v)).ToArray(), shape);
        foreach (var value in whole.Values)
        {
            if (value < range.Least || value > range.Most) throw new Refusal($"it casts {value} to whole numbers from {range.Least} to {range.Most}");
        }
        return whole;
    }

    // The upper half of single precision, ties to even.
    private static float Brain(float value)
    {
        if (!float.IsFinite(value)) return value;
        var bits = BitConverter.SingleToUInt32Bits(value);
        return BitConverter.UInt32BitsToSingle((bits + 0x7FFF + ((bits >> 16) & 1)) & 0xFFFF0000);
    }

    protected override ImportValue Apply(NodeCall call)
    {
        var to = call.Attributes.Whole("to", 0);
        if (_exact.Contains(to)) return call.Signal(0);
        throw new Refusal(_reals.Contains(to)
            ? "it rounds to half precision, and a network computes in single precision"
            : "it makes something else than real numbers of a value of the network");
    }
}
