using System.Collections.Generic;
using System.Linq;
using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>The one table of element-wise activations.</summary>
internal static class ActivationCodes
{
    private static readonly Dictionary<Activation, ActivationCode> Table =
        PiecewiseActivations.All
            .Concat(ExponentialActivations.All)
            .Append(GeluActivation.Code with { IsExponential = true })
            .ToDictionary(c => c.Kind);

    /// <summary>How an activation is printed.</summary>
    public static ActivationUse Of(ActivationSpec activation)
    {
        var code = Table[activation.Kind];
        return new ActivationUse(code, activation.Parameter ?? code.DefaultParameter);
    }
}
