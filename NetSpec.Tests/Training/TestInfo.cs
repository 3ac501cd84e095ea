using System.Collections.Immutable;
using NetSpec.Runtime;

namespace NetSpec.Tests.Training;

/// <summary>Descriptions of made-up networks.</summary>
internal static class TestInfo
{
    /// <summary>Parameters one after another; weights of two axes in panels.</summary>
    public static NetworkInfo Of(params (string Name, int[] Shape, ParameterKind Kind)[] parameters) =>
        Of(2, 1, Loss.Mse, Activation.Linear, parameters);

    public static NetworkInfo Of(
        int inputs, int outputs, Loss loss, Activation activation, params (string Name, int[] Shape, ParameterKind Kind)[] parameters)
    {
        var infos = ImmutableArray.CreateBuilder<ParameterInfo>();
        var offset = 0L;
        foreach (var (name, shape, kind) in parameters)
        {
            var length = shape.Aggregate(1, (product, d) => product * d);
            ParameterLayout layout = shape.Length == 2 ? new PanelLayout(shape[0], shape[1]) : new VectorLayout(length);
            infos.Add(new(name, [.. shape], kind, layout, offset, shape.Length == 2 ? shape[1] : inputs, shape[0], activation));
            offset += layout.PackedLength;
        }
        return new NetworkInfo
        {
            Name = "Tiny",
            Spec = "",
            SpecHash = $"hash of {inputs} {outputs} {loss}",
            InputShape = [inputs],
            OutputShape = [outputs],
            Loss = loss,
            Layers = [],
            Parameters = infos.ToImmutable(),
            Macs = 0,
            FirstLayerMacs = 0,
            ParameterCount = parameters.Sum(p => (long)p.Shape.Aggregate(1, (product, d) => product * d)),
        };
    }
}
