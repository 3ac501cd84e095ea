using System;
using System.Collections.Generic;
using System.Linq;
using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>A class that weights may be for.</summary>
internal sealed record FrozenTarget(string FullName, string? Namespace, string Name, string Accessibility, EquatableArray<FrozenParameter> Parameters);

/// <summary>A parameter that weights must hold.</summary>
internal sealed record FrozenParameter(string Name, EquatableArray<int> Shape);

/// <summary>What weights are held against: names and shapes alone, so that an edit of anything else in a network leaves them as they are.</summary>
/// <param name="All">The classes.</param>
/// <param name="HasErrors">A network has errors, which may be the one that weights without a class are for.</param>
internal sealed record FrozenTargets(EquatableArray<FrozenTarget> All, bool HasErrors)
{
    public static FrozenTargets Of(IEnumerable<SourceNetwork> networks)
    {
        var all = networks.ToList();
        var good = all.Where(n => n.Network is not null && n.Project!.CanCompile).ToList();
        return new FrozenTargets(new EquatableArray<FrozenTarget>(good.Select(Of)), good.Count < all.Count);
    }

    /// <summary>The classes of a name: with its namespace, or without where that is not said.</summary>
    public IReadOnlyList<FrozenTarget> Named(string name) =>
        All.Where(t => t.FullName == name || t.FullName.EndsWith("." + name, StringComparison.Ordinal)).ToList();

    private static FrozenTarget Of(SourceNetwork network) => new(
        network.FullName, network.Namespace, network.Network!.Spec.Name, network.Accessibility,
        new EquatableArray<FrozenParameter>(network.Network.AllLayers().SelectMany(l => l.Parameters).Select(p => new FrozenParameter(p.Name, p.Shape))));
}
