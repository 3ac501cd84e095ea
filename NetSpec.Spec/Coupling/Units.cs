using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace NetSpec.Spec.Coupling;

/// <summary>The units of a tensor: whose they are, in order, and which layer's output a reader measures them at.</summary>
/// <param name="Ranges">Runs of units, as they lie in the tensor.</param>
/// <param name="At">Path of the layer whose output this is; empty for the network's input.</param>
internal sealed record Units(ImmutableArray<UnitRange> Ranges, string At)
{
    /// <summary>The unit of each value.</summary>
    public IEnumerable<int> Ids() =>
        Ranges.SelectMany(range => Enumerable.Range(range.First, range.Count).SelectMany(id => Enumerable.Repeat(id, range.Positions)));

    /// <summary>The same units after a layer that keeps them apart.</summary>
    public Units After(string path) => this with { At = path };
}

/// <summary>A run of units.</summary>
/// <param name="First">Id of the first.</param>
/// <param name="Count">How many.</param>
/// <param name="Positions">Values of each that lie side by side: 1, or after a flatten the positions.</param>
internal readonly record struct UnitRange(int First, int Count, int Positions);
