using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Onnx.Operators;

/// <summary>RNN, GRU and LSTM: one layer, one direction, starting from zero.</summary>
/// <param name="type">The operator.</param>
/// <param name="gates">For each of PyTorch's gates ONNX's place of it.</param>
/// <param name="activations">What ONNX must apply to be the same.</param>
/// <param name="make">The layer.</param>
internal sealed class RecurrentOperator(string type, ImmutableArray<int> gates, ImmutableArray<string> activations, Func<int, Recurrent> make) : Operator
{
    public override string Type => type;

    public override int LeastInputs => 3;

    public override ImmutableArray<string> Attributes =>
        ["activation_alpha", "activation_beta", "activations", "clip", "direction", "hidden_size", "input_forget", "layout", "linear_before_reset"];

    public override IReadOnlyList<ImportValue?> Import(NodeCall call)
    {
        Check(call);
        var (input, weight, recurrence) = (call.Signal(0), call.Real(1, "weight W"), call.Real(2, "weight R"));
        var isBatchFirst = call.Attributes.Whole("layout", 0) != 0;
        var (steps, features) = Sequence(input.Layout, isBatchFirst);
        var units = Units(call, weight, recurrence, features);
        CheckLengths(call, steps);
        var (sequence, last) = (call.Readers(0) > 0, call.Readers(1) > 0);
        if (sequence && last) throw new Refusal("both its whole sequence and its last state are read, and a recurrent layer gives one of them");
        var bias = call.Optional(3, "bias B");
        if (bias is not null && !bias.Shape.SequenceEqual([1, 2 * gates.Length * units])) throw new Refusal($"its bias has the shape [{string.Join(", ", bias.Shape)}]");
        ImmutableArray<Weight> weights =
        [
            new("weight_ih", () => Gates(weight.ToDoubles(), 0, gates.Length * units, features)),
            new("weight_hh", () => Gates(recurrence.ToDoubles(), 0, gates.Length * units, units)),
            new("bias_ih", () => Bias(bias, 0, units)),
            new("bias_hh", () => Bias(bias, gates.Length * units, units)),
        ];
        var layer = make(units) with { Return = last ? RecurrentReturn.Last : RecurrentReturn.Sequence };
        var output = call.Layer(input, layer, Output(input.Layout, steps, units, isBatchFirst, last), weights, call.HintOf(1));
        return last ? [null, output] : [output, null];
    }

    private void Check(NodeCall call)
    {
        var attributes = call.Attributes;
        var direction = attributes.Word("direction", "forward");
        if (direction != "forward") throw new Refusal($"its direction is {direction}, and the language's recurrent layers go forward");
        if (type == "GRU" && attributes.Whole("linear_before_reset", 0) == 0)
            throw new Refusal("its linear_before_reset is 0 (the reset gate before the matrix), and the language's gru has it behind the matrix, as PyTorch does");
        if (attributes.Words("activations") is { } stated && !stated.SequenceEqual(activations, StringComparer.OrdinalIgnoreCase))
            throw new Refusal($"its activations are {string.Join(", ", stated)}, and the language's {type.ToLowerInvariant()} has {string.Join(", ", activations)}");
        if (attributes.Has("clip")) throw new Refusal("it clips its gates, which no recurrent layer of the language does");
        if (attributes.Whole("input_forget", 0) != 0) throw new Refusal("its input and forget gates are coupled (input_forget), which the language's are not");
        foreach (var (index, what) in new[] { (5, "initial state"), (6, "initial cell"), (7, "peephole weight") })
        {
            if (!call.Has(index)) continue;
            // States for a free batch are good where they are zero for any.
            if (call.Inputs[index] is not Known known || known.Tensor.ToDoubles().Any(v => v != 0)) throw new Refusal($"its {what} is not zero");
        }
    }

    private static (int Steps, int Features) Sequence(Layout layout, bool isBatchFirst)
    {
        var (time, batch) = isBatchFirst ? (1, 0) : (0, 1);
        var isSequence = layout.Rank == 3 && layout.Groups.Length == 2 && layout.Axes[time].SequenceEqual(layout.Ordered(0))
            && layout.Axes[batch].All(a => a == Layout.Batch) && layout.Axes[2].SequenceEqual(layout.Ordered(1));
        return isSequence
            ? (layout.Shape[0], layout.Shape[1])
            : throw new Refusal(
                $"it reads a value of {layout} whose axes ({string.Join(", ", AxisNames.Of(layout))}) are not {(isBatchFirst ? "batch, time" : "time, batch")} "
                + "and features");
    }

    private int Units(NodeCall call, Tensor weight, Tensor recurrence, int features)
    {
        var units = (int)(recurrence.Shape.Count == 3 ? recurrence.Shape[2] : 0);
        var isGood = units > 0 && recurrence.Shape.SequenceEqual([1, gates.Length * (long)units, units]) && weight.Shape.SequenceEqual([1, gates.Length * (long)units, features]);
        if (!isGood || call.Attributes.Whole("hidden_size", units) != units)
            throw new Refusal($"its weights of [{string.Join(", ", weight.Shape)}] and [{string.Join(", ", recurrence.Shape)}] do not go with {features} features");
        return units;
    }

    private static void CheckLengths(NodeCall call, int steps)
    {
        if (!call.Has(4)) return;
        if (call.Inputs[4] is not Known { OfBatch: false } lengths || lengths.Tensor.ToDoubles().Any(l => l != steps))
            throw new Refusal("its samples have lengths of their own, and the language's sequences are all of one length");
    }

    private static Layout Output(Layout layout, int steps, int units, bool isBatchFirst, bool isLast)
    {
        IEnumerable<int> batch = layout.Axes[isBatchFirst ? 0 : 1];
        if (isLast) return Layout.Of([units], [1], isBatchFirst ? [batch, [], [0]] : [[], batch, [0]], layout.Samples);
        return Layout.Of([steps, units], [1, 1], isBatchFirst ? [batch, [0], [], [1]] : [[0], [], batch, [1]], layout.Samples);
    }

    private Tensor Bias(Tensor? bias, int start, int units) =>
        Rearrange.Reshape(Gates(bias?.ToDoubles() ?? new double[2 * gates.Length * units], start, gates.Length * units, 1), gates.Length * units);

    // ONNX's blocks of rows in PyTorch's order.
    private Tensor Gates(double[] values, int start, int rows, int columns)
    {
        var (block, result) = (rows / gates.Length * columns, new float[rows * columns]);
        for (var gate = 0; gate < gates.Length; gate++)
        {
            for (var i = 0; i < block; i++)
                result[(gate * block) + i] = (float)values[start + (gates[gate] * block) + i];
        }
        return Tensor.Create(result, rows, columns);
    }
}
