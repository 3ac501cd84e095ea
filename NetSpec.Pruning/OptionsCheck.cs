using NetSpec.Runtime;
using NetSpec.Spec;
using NetSpec.Spec.Resolving;
using NetSpec.Spec.Text;

namespace NetSpec.Pruning;

/// <summary>Refuses options that mean nothing.</summary>
internal static class OptionsCheck
{
    /// <summary>Checks them.</summary>
    /// <param name="spec">The network to prune, after which the result is named where nothing else names it.</param>
    /// <param name="options">What is checked.</param>
    /// <exception cref="InputException">What was found and what was expected.</exception>
    public static void Check(NetworkSpec spec, PruneOptions options)
    {
        var name = PruneOutput.NameOf(spec, options);
        if (!NameRules.CanNameClass(name))
            throw new InputException($"The name of the pruned network is {NameRules.ClassNameForm}; found {Quote.Of(name)}{(options.Name is null ? ", so give it a name" : "")}.");
        if (!(options.Theta is >= 0 and <= 1))
            throw new InputException(FormattableString.Invariant($"theta lies in [0, 1]; found {options.Theta}."));
        if (options.Ridge is { } ridge && !(double.IsFinite(ridge) && ridge >= 0))
            throw new InputException(FormattableString.Invariant($"A ridge is finite and not negative; found {ridge}."));
        if (options.MultipleOf < 1) throw new InputException($"Widths are multiples of 1 or more; found {options.MultipleOf}.");
        if (options.RefitInputLimit < 1)
            throw new InputException($"The limit of a refit's inputs is 1 or more; found {options.RefitInputLimit}.");
    }
}
