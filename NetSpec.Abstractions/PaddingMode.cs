namespace NetSpec;

/// <summary>How a convolution pads its input.</summary>
public enum PaddingMode
{
    /// <summary>By given amounts.</summary>
    Explicit,
    /// <summary>Not at all.</summary>
    Valid,
    /// <summary>So that the output has the input's size; needs an odd kernel and stride 1.</summary>
    Same,
    /// <summary>Before the sequence only, so that no step reads a later one.</summary>
    Causal,
}
