using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

/// <summary>Values beside one another along an axis.</summary>
internal sealed class Concat : SingleOperator
{
    public override string Type => "Concat";

    public override ImmutableArray<string> Attributes => ["axis"];

    public override Tensor? Fold(NodeCall call, IReadOnlyList<Tensor?> inputs) =>
        Join([.. inputs.Select(i => i ?? throw new Refusal("an input is missing"))], call.Attributes.Whole("axis", 1));

    /// <summary>Known numbers beside one another.</summary>
    public static Tensor Join(IReadOnlyList<Tensor> parts, long axis)
    {
        var rank = parts[0].Shape.Count;
        var at = (int)(axis < 0 ? axis + rank : axis);
        if (at < 0 || at >= rank || parts.Any(p => p.Shape.Count != rank || p.Shape.Where((d, i) => i != at && d != parts[0].Shape[i]).Any()))
            throw new Refusal($"it joins [{string.Join("], [", parts.Select(p => string.Join(", ", p.Shape)))}] along axis {axis}");
        long[] shape = [.. parts[0].Shape.Select((d, i) => i == at ? parts.Sum(p => p.Shape[i]) : d)];
        Broadcast.CheckSize(shape);
        // All numbers in one row, then picked in the order of the result.
        var row = OneAfterAnother(parts);
        var inner = shape.Skip(at + 1).Aggregate(1L, (p, d) => p * d);
        var outer = shape.Take(at).Aggregate(1L, (p, d) => p * d);
        var places = new List<int>();
        for (var o = 0L; o < outer; o++)
        {
            var start = 0L;
            foreach (var part in parts)
            {
                var run = part.Shape[at] * inner;
                places.AddRange(Enumerable.Range((int)(start + (o * run)), (int)run));
                start += part.Length;
            }
        }
        return Rearrange.Pick(row, [.. places], shape);
    }

    private static Tensor OneAfterAnother(IReadOnlyList<Tensor> parts)
    {
        if (parts.All(p => p is Tensor<long>)) return Row(parts.SelectMany(p => ((Tensor<long>)p).Values).ToArray());
        if (parts.All(p => p is Tensor<float>)) return Row(parts.SelectMany(p => ((Tensor<float>)p).Values).ToArray());
        return Row(parts.SelectMany(p => p.ToDoubles()).ToArray());
    }

    private static Tensor Row<T>(T[] values)
        where T : unmanaged, System.Numerics.INumber<T> => Tensor.Create(values, values.Length);

    protected override ImportValue Apply(NodeCall call)
    {
        if (call.Inputs.Any(i => i is Known)) throw new Refusal("it joins a value of the network with a constant");
        if (!call.Attributes.Has("axis")) throw new Refusal("its axis is missing");
        return Joins.Concat(call, [.. call.Inputs.OfType<Signal>()], call.Attributes.Whole("axis", 1));
    }
}
