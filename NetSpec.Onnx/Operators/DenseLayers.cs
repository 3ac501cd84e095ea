using NetSpec.Onnx.Import;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Onnx.Operators;

/// <summary>Products with matrices as dense layers.</summary>
internal static class DenseLayers
{
    /// <summary>Multiplies the last axis of a value by a matrix.</summary>
    /// <param name="call">The node.</param>
    /// <param name="input">The value.</param>
    /// <param name="matrix">[inputs, units], or [units, inputs] where it is transposed; leading axes of size 1 are ignored.</param>
    /// <param name="isTransposed">Which of both.</param>
    /// <param name="factor">Multiplies the matrix.</param>
    /// <param name="hint">A name for the layer.</param>
    public static Signal Make(NodeCall call, Signal input, Tensor matrix, bool isTransposed, double factor, string? hint)
    {
        if (matrix.Shape.Count < 2 || input.Layout.Rank < 1) throw new Refusal("it does not multiply by a matrix");
        var (rows, columns) = (matrix.Shape[^2], matrix.Shape[^1]);
        var (inputs, units) = isTransposed ? (columns, rows) : (rows, columns);
        if (input.Layout.Sizes[^1] != inputs) throw new Refusal($"its matrix has {inputs} rows, and the value has {input.Layout.Sizes[^1]} in its last axis");
        if (units is 0 or > int.MaxValue) throw new Refusal($"its matrix has {units} columns");
        var layout = input.Layout;
        input = Units.Along(input, layout.Axes[^1], call.Origin, "the product");
        if (input.Layout.Groups.Length == 3) throw new Refusal("it multiplies the channels of an image, which a dense layer does not read");
        var order = Spread.Indices(input.Layout, [inputs], Units.AtomsOf(input.Layout));
        return call.Layer(input, new Dense((int)units) { Bias = false }, Output(input.Layout, (int)units), [new("weight", Weight)], hint);

        Tensor Weight()
        {
            var values = matrix.ToDoubles();
            var (unitStep, inputStep) = isTransposed ? (inputs, 1) : (1L, units);
            var weight = new float[units * inputs];
            for (var unit = 0L; unit < units; unit++)
            {
                for (var k = 0L; k < inputs; k++)
                    weight[(unit * inputs) + k] = (float)(factor * values[(unit * unitStep) + (order[k] * inputStep)]);
            }
            return Tensor.Create(weight, units, inputs);
        }
    }

    // The units take the place of the last axis; steps keep theirs.
    private static Layout Output(Layout layout, int units)
    {
        int[] kept = [.. Enumerable.Range(0, layout.Groups.Length - 1).SelectMany(layout.Group)];
        return Layout.Of(
            [.. kept.Select(a => layout.Atoms[a]), units],
            [.. layout.Groups.Take(layout.Groups.Length - 1), 1],
            layout.Axes.Take(layout.Rank - 1).Select(a => a.AsEnumerable()).Append([kept.Length]),
            layout.Samples);
    }
}
