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
        Chain = new LanesChain(kernel.Target, operations);
        foreach (var value in operations.Select(o => o.Output).Prepend(kernel.Plan.Input))
        {
            _units[value] = Units;
            Units += value.Width;
        }
    }

    public KernelContext Kernel { get; }

    public ImmutableArray<Operation> Operations { get; }

    public VectorTarget Target => Kernel.Target;

    /// <summary>What stays in registers from layer to layer.</summary>
    public LanesChain Chain { get; }

    /// <summary>Whether the first layer reads the caller's rows, and turns them itself.</summary>
    public bool ReadsRows => Operations[0] is Gemm gemm && gemm.Input.Width >= new InRegisterTurn(Target).Block;

    /// <summary>
    /// Whether deltas are turned into rows right where they meet the inputs. Narrower vectors have no registers to spare there, and would
    /// wait for the loads.
    /// </summary>
    public bool TurnsDeltas => Target.Bits == 512;

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

    /// <summary>Statements that store a unit's vector, and keep it in a register where the next layer wants it.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="name">Name of the registers; null: none.</param>
    /// <param name="at">Where the value lies; null: a register is enough.</param>
    /// <param name="unit">The unit.</param>
    public string Keep(string vector, string? name, string? at, int unit)
    {
        if (name is null) return $"{vector}.StoreAligned({Vector(at!, unit)});";
        var register = $"{name}_{unit}";
        return $"{register} = {vector};{(at is null ? "" : $"\n{register}.StoreAligned({Vector(at, unit)});")}";
    }

    private string From(string block, Value value) => Vector(block, _units[value]);
}
