using System;
using System.Collections.Generic;
using System.Collections.Immutable;

namespace NetSpec.Generator;

/// <summary>What a forward epilogue does to a sum before the activation.</summary>
internal enum SumChange
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>Adds the unit's bias.</summary>
    AddBias,
    /// <summary>Multiplies by the unit's factor and adds its shift: a folded normalisation.</summary>
    ScaleAndShift,
}

/// <summary>Prints what tiles do with their sums. An epilogue is a struct that the tile takes as a type argument.</summary>
/// <param name="writer">Where to.</param>
/// <param name="targets">The widths that an epilogue has a method for; all of one precision.</param>
internal sealed class EpilogueEmitter(SourceWriter writer, ImmutableArray<VectorTarget> targets)
{
    /// <summary>Stores the sums.</summary>
    public const string Plain = "StoreSum";

    /// <summary>Adds the sums to what is there.</summary>
    public const string Add = "AddSum";

    /// <summary>Scales the sums, and adds what is there where the target asks for it: gradients of weights.</summary>
    public const string Gradient = "StoreGradient";

    /// <summary>Stores the sums where the producer's relu let its value through, else zero.</summary>
    public const string Mask = "StoreMasked";

    /// <summary>Adds float32 sums to float64 memory.</summary>
    public const string Widen = "AddWidened";

    private readonly HashSet<string> _printed = [];

    /// <summary>Prints the interface and the target's fields.</summary>
    public void Declarations()
    {
        writer.Line("/// <summary>Where a tile's sums go: memory of rows, and what its epilogue reads besides.</summary>");
        using (writer.Block("internal struct TileTarget"))
        {
            writer.Line("public void* Memory;");
            writer.Line("public nint Row;");
            writer.Line($"public {Scalar}* Bias;");
            writer.Line($"public {Scalar}* Factor;");
            writer.Line($"public {Scalar}* Mask;");
            writer.Line($"public {Scalar} Scale;");
            writer.Line("public bool Add;");
        }
        writer.Line();
        using (writer.Block("internal interface IEpilogue"))
        {
            foreach (var target in targets) writer.Line($"static abstract void Store({target.Type} sum, in TileTarget target, nint at, nint column);");
        }
        writer.Line();
    }

    /// <summary>Prints one of the epilogues that do not depend on an activation.</summary>
    public void Print(string name)
    {
        if (!_printed.Add(name)) return;
        Print(name, target =>
        {
            var load = $"{target.Static}.LoadAligned(({Scalar}*)target.Memory + at)";
            return name switch
            {
                Plain => [Aligned("sum")],
                Add => [Aligned($"({load} + sum)")],
                Mask => [$"var passed = {target.Static}.GreaterThan({target.Static}.LoadAligned(target.Mask + at), {target.Zero});",
                         Aligned($"{target.Static}.ConditionalSelect(passed, sum, {target.Zero})")],
                Gradient => [$"sum *= {target.Static}.Create(target.Scale);", Aligned($"(target.Add ? {load} + sum : sum)")],
                _ => Widened(target),
            };
        });
    }

    /// <summary>Name of the epilogue of a forward multiplication.</summary>
    public static string ForwardName(SumChange before, ActivationUse? activation) =>
        (before == SumChange.None ? Plain : before.ToString()) + (activation is null ? "" : "Then" + activation.Name);

    /// <summary>Prints the epilogue of a forward multiplication.</summary>
    public void Forward(SumChange before, ActivationUse? activation)
    {
        var name = ForwardName(before, activation);
        if (name == Plain)
        {
            Print(Plain);
        }
        else if (_printed.Add(name))
        {
            Print(name, target =>
            {
                var bias = $"{target.Static}.LoadAligned(target.Bias + column)";
                var sum = before switch
                {
                    SumChange.AddBias => $"sum + {bias}",
                    SumChange.ScaleAndShift => $"{target.Static}.FusedMultiplyAdd(sum, {target.Static}.LoadAligned(target.Factor + column), {bias})",
                    _ => "sum",
                };
                return [Aligned(activation is null ? $"({sum})" : $"Width{target.Bits}.{activation.Name}({sum})")];
            });
        }
    }

    private void Print(string name, Func<VectorTarget, IEnumerable<string>> statements)
    {
        using (writer.Block($"internal struct {name} : IEpilogue"))
        {
            foreach (var target in targets)
            {
                if (target != targets[0]) writer.Line();
                writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
                using (writer.Block($"public static void Store({target.Type} sum, in TileTarget target, nint at, nint column)"))
                {
                    foreach (var statement in statements(target)) writer.Line(statement);
                }
            }
        }
        writer.Line();
    }

    private static string[] Widened(VectorTarget target) =>
    [
        "var memory = (double*)target.Memory + at;",
        $"({target.Static}.LoadAligned(memory) + {target.Static}.WidenLower(sum)).StoreAligned(memory);",
        $"memory += {target.Lanes / 2};",
        $"({target.Static}.LoadAligned(memory) + {target.Static}.WidenUpper(sum)).StoreAligned(memory);",
    ];

    private string Aligned(string value) => $"{value}.StoreAligned(({Scalar}*)target.Memory + at);";

    private string Scalar => targets[0].Precision.Keyword;
}
