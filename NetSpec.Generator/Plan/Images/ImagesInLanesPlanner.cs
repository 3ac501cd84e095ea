using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>Finds the networks whose batches are computed as <see cref="ImagesInLanes"/>, and lays their blocks out.</summary>
internal sealed class ImagesInLanesPlanner
{
    // Half of usual second-level caches in floats of 16 lanes: a block's images are written and read once a layer.
    private const long MostVectors = 8192;

    // Their sums lie in registers, two lots at most.
    private const int WidestDense = 32;

    private readonly List<LanesStep> _steps = [];
    private long _end;

    /// <summary>The form for a network, where it is the better one.</summary>
    public static ImagesInLanes? Of(NetworkPlan plan, LoweringContext context)
    {
        if (!plan.Network.Spec.Input.IsImage || plan.WholeBatch is not null) return null;
        var layers = Layers(plan.Inference);
        if (layers is null) return null;
        var cost = ImagesInLanesCost.Of(layers.Value, plan);
        var target = new VectorTarget(512, Precision.Single);
        var other = ImagesInLanes.BlockSamples * plan.Inference.Sum(o => OperationEmitters.Of(o).SampleCost(o, target));
        // Below a tenth it is not worth the code.
        return 10 * cost < 9 * other ? new ImagesInLanesPlanner().LayOut(plan, layers.Value, context, cost, other) : null;
    }

    // The layers in the language of this form; null where there is one that it does not have.
    private static ImmutableArray<ImageLayer>? Layers(ImmutableArray<Operation> operations)
    {
        var layers = new List<ImageLayer>();
        foreach (var operation in operations)
        {
            if (operation is PlanesToRows or FlattenRows) continue;
            if (operation is Map map && layers.LastOrDefault() is { Grid: null, Activation: null } last)
            {
                layers[layers.Count - 1] = last with { Activation = map.Activation };
                continue;
            }
            if (ImageLayer.From(operation) is not { } layer || (layer.Grid is not null && layers.Any(l => l.Grid is null))) return null;
            layers.Add(layer);
        }
        return layers.Count > 0 && layers[0].Grid is not null && layers.Last().Grid is null && layers.All(l => l.Grid is not null || l.Units <= WidestDense)
            ? layers.ToImmutableArray()
            : null;
    }

    private ImagesInLanes? LayOut(NetworkPlan plan, ImmutableArray<ImageLayer> layers, LoweringContext context, double cost, double other)
    {
        var shape = plan.Network.Spec.Input;
        var input = Planes(layers[0], shape[0], shape[1], shape[2]);
        var from = input;
        var (values, count) = (0L, 0);
        for (var i = 0; i < layers.Length; i++)
        {
            var layer = layers[i];
            if (layer.Grid is { } grid)
            {
                var half = layer.IsPooled ? 2 : 1;
                var to = Planes(layers[i + 1], layer.Units, grid.Lines.Positions / half, grid.Pixels.Positions / half);
                var kernels = context.ReservePacked(LanesConvolution.KernelsLength(from.Channels, layer.Units));
                _steps.Add(new LanesConvolution(layer.Of, layer.Weight, layer.IsPooled, kernels, from, to));
                (from, values, count) = (to, to.Offset, (int)to.Length);
            }
            else
            {
                _steps.Add(new LanesDense(layer.Of, layer.Weight, count, values, _end) { Activation = layer.Activation });
                (values, count) = (_end, layer.Units);
                _end += layer.Units;
            }
        }
        var scratch = _end;
        var end = scratch + TileMemory.Length(_steps.OfType<LanesConvolution>().Where(c => !c.ReadsOnePlane));
        return end <= MostVectors ? new(input, _steps.ToImmutableArray(), scratch, end, cost, other) : null;
    }

    // As its reader wants it.
    private LanesPlanes Planes(ImageLayer reader, int channels, int lines, int pixels)
    {
        var planes = new LanesPlanes(channels, reader.Grid?.Lines ?? new WindowAxis(lines, 1), reader.Grid?.Pixels ?? new WindowAxis(pixels, 1), _end);
        _end += planes.Length;
        return planes;
    }
}
