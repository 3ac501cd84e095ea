namespace NetSpec.Spec;

/// <summary>One parameter tensor of a layer, in PyTorch's name and layout.</summary>
/// <param name="Name">Full name, for example <c>dense1.weight</c>.</param>
/// <param name="Shape">PyTorch's shape, for example [units, inputs].</param>
/// <param name="Role">What it is, which decides its initialisation and regularisation.</param>
/// <param name="FanIn">Inputs of one unit.</param>
/// <param name="FanOut">Outputs that one input reaches.</param>
public sealed record ParameterSpec(string Name, EquatableArray<int> Shape, ParameterRole Role, long FanIn, long FanOut)
{
    /// <summary>Number of values; the greatest long where it is beyond that.</summary>
    public long Length => new Shape(Shape.Items).Size;
}

/// <summary>What a parameter is.</summary>
public enum ParameterRole
{
    /// <summary>A matrix or kernel; weight decay applies.</summary>
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
