using System.Linq;
using NetSpec.Spec.Coupling;

namespace NetSpec.Spec;

/// <summary>Finds which units are kept or dropped together (pruning.md, "Which units go together"), from the spec alone.</summary>
public static class CouplingGraph
{
    /// <summary>The refusal of a group that holds the network's input and nothing else that must stay; a pruner that is told to prune inputs may pass over it.</summary>
    public const string InputRefusal = "the network's input";

    /// <summary>The refusal of a group that reaches the network's outputs.</summary>
    public const string OutputRefusal = "the network's outputs";

    /// <summary>Name of the group of the network's input.</summary>
    public const string InputName = "input";

    /// <summary>The groups of a network: the input's first, then in order of their first producer.</summary>
    /// <param name="network">The network.</param>
    /// <param name="keepTies">Whether tied layers keep one weight, so that they also keep the same units; otherwise a tie couples nothing, and pruning dissolves it.</param>
    public static EquatableArray<UnitGroup> Groups(ResolvedNetwork network, bool keepTies = false)
    {
        var builder = new CouplingBuilder();
        var shape = network.Spec.Input;
        var input = builder.Make("", shape.IsImage ? shape[0] : shape[shape.Rank - 1]);
        builder.Refuse(builder.Walk(network.Layers, input), OutputRefusal);
        if (keepTies) JoinTies(network, builder);
        builder.Refuse(input, InputRefusal);
        return new GroupFinder(builder).Find();
    }

    // One matrix: its rows are the units of both layers, its columns what both read; turned around where the tie transposes.
    private static void JoinTies(ResolvedNetwork network, CouplingBuilder builder)
    {
        foreach (var layer in network.AllLayers().Where(layer => layer.TieOwner is not null))
        {
            var (input, output) = builder.Flows[layer.Path];
            var owner = builder.Flows[layer.TieOwner!.Path];
            var (rows, columns) = layer.TieOwner.Transpose ? (input, output) : (output, input);
            builder.Join(owner.Output, rows);
            builder.Join(owner.Input, columns);
        }
    }
}
