using System.Collections.Immutable;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// What a block of 16 samples takes on 512 bits, in vector multiply-adds at full speed: measured on a processor with one multiply-add and one
/// addition a cycle.
/// </summary>
internal static class ImagesInLanesCost
{
    // Turning a value into lanes; the transformation of a tile of one plane, and a unit of its sums in registers.
    private const double Turn = 4.5, PlaneTile = 20, PlaneUnit = 25;

    // A product whose operands come from memory, and the transformations of a place of a tile, there and back.
    private const double Product = 1.13, InputPlace = 6, OutputPlace = 3.2;

    /// <summary>The cost of a block.</summary>
    public static double Of(ImmutableArray<ImageLayer> layers, NetworkPlan plan) =>
        (Turn * plan.Network.Spec.Input.Size) + layers.Sum(Of);

    private static double Of(ImageLayer layer)
    {
        if (layer.Grid is null) return layer.Units * (layer.Inputs + 2.0);
        var (down, across) = (layer.Grid.Lines.Positions / 2 * 2, layer.Grid.Pixels.Positions / 2 * 2);
        if (layer.Inputs == 1) return down / 2 * (across / 2) * (PlaneTile + (PlaneUnit * layer.Units));
        var place = (InputPlace * layer.Inputs) + (OutputPlace * layer.Units) + (Product * layer.Inputs * ((layer.Units + 3) / 4 * 4));
        return LanesTile.All.Sum(s => s.Count(down, across) * s.Places * place);
    }
}
