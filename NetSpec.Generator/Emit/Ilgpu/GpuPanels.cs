namespace NetSpec.Generator;

/// <summary>Prints where a weight's values lie, as <see cref="PanelIndex"/> says.</summary>
internal static class GpuPanels
{
    /// <summary>The index of a weight in its panels.</summary>
    /// <param name="unit">The unit, in generated code, as are the others.</param>
    /// <param name="input">The input.</param>
    /// <param name="inputs">Number of inputs.</param>
    /// <param name="padded">Number of units, rounded up to whole vectors.</param>
    public static string At(string unit, string input, string inputs, string padded) =>
        $"(({unit} & ~31) * {inputs}) + ({input} * global::System.Math.Min(32, {padded} - ({unit} & ~31))) + ({unit} & 31)";

    /// <summary>The index of a weight of a layer.</summary>
    public static string At(Gemm gemm, string unit, string input) => At(unit, input, GpuContext.Whole(gemm.Input.Width), GpuContext.Whole(Padding.Round(gemm.Output.Width)));
}
