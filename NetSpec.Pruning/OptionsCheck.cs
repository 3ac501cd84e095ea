using NetSpec.Runtime;

namespace NetSpec.Pruning;

/// <summary>Refuses options that mean nothing.</summary>
internal static class OptionsCheck
{
    /// <summary>Checks them.</summary>
    /// <exception cref="InputException">What was found and what was expected.</exception>
    public static void Check(PruneOptions options)
    {
        if (!(options.Theta is >= 0 and <= 1)) throw new InputException(FormattableString.Invariant($"theta lies in [0, 1]; found {options.Theta}."));
        if (options.Ridge is { } ridge && !(double.IsFinite(ridge) && ridge >= 0))
            throw new InputException(FormattableString.Invariant($"A ridge is finite and not negative; found {ridge}."));
        if (options.MultipleOf < 1) throw new InputException($"Widths are multiples of 1 or more; found {options.MultipleOf}.");
        if (options.RefitInputLimit < 1) throw new InputException($"The limit of a refit's inputs is 1 or more; found {options.RefitInputLimit}.");
    }
}
