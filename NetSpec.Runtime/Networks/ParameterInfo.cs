using System.Collections.Immutable;

namespace NetSpec.Runtime;

/// <summary>What a parameter is, which decides its initialisation and regularisation.</summary>
public enum ParameterKind
{
    /// <summary>A matrix or kernel; l1 and l2 apply.</summary>
    Weight,
    /// <summary>Added to units.</summary>
    Bias,
    /// <summary>Multiplies normalised units; starts at 1.</summary>
    Scale,
    /// <summary>A running mean: state, not trained; starts at 0.</summary>
    RunningMean,
    /// <summary>A running variance: state, not trained; starts at 1.</summary>
    RunningVariance,
}

/// <summary>One parameter: PyTorch's name and shape, and where the kernels keep it.</summary>
/// <param name="Name">For example <c>dense1.weight</c>.</param>
/// <param name="Shape">PyTorch's shape.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Layout">How its values lie in the parameter memory.</param>
/// <param name="Offset">First value in the parameter memory; a multiple of 16.</param>
/// <param name="FanIn">Inputs of one unit.</param>
/// <param name="FanOut">Outputs that one input reaches.</param>
/// <param name="Activation">What follows; decides he or glorot where the recipe does not say.</param>
public sealed record ParameterInfo(
    string Name,
    ImmutableArray<int> Shape,
    ParameterKind Kind,
    ParameterLayout Layout,
    long Offset,
    long FanIn,
    long FanOut,
    Activation Activation = Activation.Linear)
{
    /// <summary>Number of values, without padding.</summary>
    public int Length => Shape.Aggregate(1, (product, d) => product * d);

    /// <summary>Whether an optimizer may change it.</summary>
    public bool IsTrained => Kind is ParameterKind.Weight or ParameterKind.Bias or ParameterKind.Scale;
}
