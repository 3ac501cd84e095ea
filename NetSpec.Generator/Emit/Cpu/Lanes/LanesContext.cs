using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// Where values of one block of samples lie: unit after unit, a vector of samples each. Printed code knows <c>values</c>, the block, and
/// <c>deltas</c>, gradients in the same places.
/// </summary>
internal sealed class LanesContext
{
    private readonly Dictionary<Value, int> _units = [];

    public LanesContext(KernelContext kernel, ImmutableArray<Operation> operations)
    {
        (Kernel, Operations) = (kernel, operations);
        foreach (var value in operations.Select(o => o.Output).Prepend(kernel.Plan.Input))
        {
            _units[value] = Units;
            Units += value.Width;
        }
    }

    public KernelContext Kernel { get; }

    public ImmutableArray<Operation> Operations { get; }

    public VectorTarget Target => Kernel.Target;

    /// <summary>Units of all values.</summary>
    public int Units { get; }

    /// <summary>Values of a block.</summary>
    public int Length => Units * Target.Lanes;

    /// <summary>Where a value lies.</summary>
    public string At(Value value) => From("values", value);

    /// <summary>Where the gradient of a value lies; operations that work in place share it.</summary>
    public string DeltaAt(Value value) => From("deltas", value.SharesGradientWith is null ? value : Root(value));

    /// <summary>One unit's vector.</summary>
    public string Load(string at) => $"{Target.Static}.LoadAligned({at})";

    /// <summary>An address and an offset in vectors, of which one may be a variable.</summary>
    public string Vector(string at, string unit) => $"{at} + ({unit} * {Target.Lanes})";

    /// <inheritdoc cref="Vector(string, string)"/>
    public string Vector(string at, int unit) => unit == 0 ? at : FormattableString.Invariant($"{at} + {unit * Target.Lanes}");

    /// <summary>The last value of those that share a gradient.</summary>
    public static Value Root(Value value) => value.SharesGradientWith is { } other ? Root(other) : value;

    private string From(string block, Value value) => Vector(block, _units[value]);
}
