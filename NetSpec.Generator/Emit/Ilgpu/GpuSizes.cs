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

    private static long Limit(NetworkPlan plan, long perSample, long samples)
    {
        var most = Math.Max(perSample, Math.Max(plan.Network.Spec.Input.Size, plan.Network.Output.Size));
        return Math.Max(1, Math.Min(Math.Min(samples, Samples), WorkspaceValues / Math.Max(1, most)));
    }
}
