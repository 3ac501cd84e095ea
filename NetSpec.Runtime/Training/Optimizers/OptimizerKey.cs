using System.Globalization;

namespace NetSpec.Runtime;

/// <summary>A number of an optimizer: its name in recipes and what it may be.</summary>
internal sealed record OptimizerKey(string Name, Func<OptimizerOptions, double?> Get, Func<double, bool> Allows, string Range)
{
    /// <summary>Every key, in the order in which messages list them.</summary>
    public static IReadOnlyList<OptimizerKey> All { get; } =
    [
        new("learning_rate", o => o.LearningRate, v => v > 0, "above 0"),
        new("momentum", o => o.Momentum, IsShare, "in [0, 1)"),
        new("beta1", o => o.Beta1, IsShare, "in [0, 1)"),
        new("beta2", o => o.Beta2, IsShare, "in [0, 1)"),
        new("epsilon", o => o.Epsilon, v => v >= 1e-30, "at least 1e-30"),
        new("weight_decay", o => o.WeightDecay, v => v >= 0, "0 or above"),
    ];

    /// <summary>Refuses a number that the optimizer does not use or that is out of range.</summary>
    public void Check(OptimizerOptions options, OptimizerOptions defaults)
    {
        if (Get(options) is not { } value) return;
        if (Get(defaults) is null)
        {
            var used = string.Join(", ", All.Where(k => k.Get(defaults) is not null).Select(k => k.Name));
            throw new InputException($"{options.Name} has no {Name}; it takes {used}.") { Key = Name };
        }
        if (!double.IsFinite(value) || !Allows(value))
            throw new InputException($"{options.Name}: {Name} is {value.ToString(CultureInfo.InvariantCulture)}, it must be {Range}.") { Key = Name };
    }

    private static bool IsShare(double value) => value is >= 0 and < 1;
}
