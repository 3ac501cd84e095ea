using System;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>How many samples a device takes at once: many enough to fill it, few enough for its memory and for 32-bit indices in kernels.</summary>
internal static class GpuSizes
{
    // Values that a run of inference copies, 16 MB: small enough that copying one run hides behind computing the other.
    private const long CopiedValues = 4L << 20;

    // Values of a workspace, 1 GB; also what 32-bit indices reach with room to spare.
    private const long WorkspaceValues = 1L << 28;

    private const long Samples = 1L << 17;

    /// <summary>Samples of a run of inference.</summary>
    public static long Forward(NetworkPlan plan, GpuMemory memory) =>
        Limit(plan, memory.Forward.PerSample, CopiedValues / Math.Max(plan.Network.Spec.Input.Size, plan.Network.Output.Size));

    /// <summary>Samples of a run that keeps every layer's output.</summary>
    public static long Gradient(NetworkPlan plan, GpuMemory memory) => Limit(plan, memory.Gradient.PerSample, Samples);

    // What 32-bit indices reach, but for the step of a loop past the end.
    private const long Indices = (1L << 31) - (1L << 23);

    /// <summary>Samples of a batch that is taken at once because a layer needs it whole.</summary>
    public static long WholeBatch(NetworkPlan plan) =>
        Indices / plan.Values.Append(plan.Input).Where(v => v.RowsPerSample > 0).Max(GpuMemory.Length);

    /// <summary>Samples of one launch of a narrow network's kernels; a multiple of what a group takes, and of four values.</summary>
    public static long Fused(GpuFused fused) => Indices / Math.Max(fused.Inputs, fused.Outputs) / 1024 * 1024;

    private static long Limit(NetworkPlan plan, long perSample, long samples)
    {
        var most = Math.Max(perSample, Math.Max(plan.Network.Spec.Input.Size, plan.Network.Output.Size));
        return Math.Max(1, Math.Min(Math.Min(samples, Samples), WorkspaceValues / Math.Max(1, most)));
    }
}
