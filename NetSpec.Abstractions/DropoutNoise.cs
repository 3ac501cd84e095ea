namespace NetSpec;

/// <summary>The noise of a dropout layer.</summary>
public enum DropoutNoise
{
    /// <summary>Units are dropped, the rest scaled by 1 / (1 - rate).</summary>
    Bernoulli,
    /// <summary>Units are multiplied by N(1, rate / (1 - rate)).</summary>
    Gaussian,
}
