using System.Numerics;

namespace NetSpec.Runtime;

/// <summary>What makes an optimizer of a name: its defaults (null: not one of its numbers) and its code.</summary>
internal abstract class OptimizerKind(OptimizerOptions defaults)
{
    /// <summary>Every optimizer; a new one is a file of its name and a line here.</summary>
    public static IReadOnlyList<OptimizerKind> All { get; } =
    [
        new SgdKind(),
        new MomentumKind(),
        new NesterovKind(),
        new AdagradKind(),
        new RmspropKind(),
        new AdamKind(),
        new AdamWKind(),
    ];

    /// <summary>The name and the default of every number that it uses.</summary>
    public OptimizerOptions Defaults { get; } = defaults;

    /// <summary>The name in recipes.</summary>
    public string Name => Defaults.Name;

    /// <summary>Makes one from options without gaps.</summary>
    public abstract Optimizer<T> Create<T>(ParameterSet<T> parameters, OptimizerOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Finds a kind.</summary>
    public static OptimizerKind Of(string name) =>
        All.FirstOrDefault(k => k.Name == name)
        ?? throw new InputException($"There is no optimizer '{name}'; there are {string.Join(", ", All.Select(k => k.Name))}.");
}
