using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace NetSpec.Samples.Ilgpu;

/// <summary>The devices that ILGPU drives. Generated kernels need its algorithms, and its optimisations.</summary>
internal static class Devices
{
    private static readonly Dictionary<string, (AcceleratorType Type, Action<Context.Builder> Add)> Kinds = new()
    {
        ["cuda"] = (AcceleratorType.Cuda, builder => builder.Cuda()),
        ["opencl"] = (AcceleratorType.OpenCL, builder => builder.OpenCL()),
        // ILGPU's emulation: one multiprocessor of 8 warps of 32 threads, since generated kernels ask for up to 256 a group.
        ["cpu"] = (AcceleratorType.CPU, builder => builder.CPU(new CPUDevice(32, 8, 1))),
    };

    public static string Names => string.Join(", ", Kinds.Keys);

    /// <summary>Opens the first device of a kind; null: there is no such kind, or no device of it here.</summary>
    public static (Context Context, Accelerator Accelerator)? Open(string kind)
    {
        if (!Kinds.TryGetValue(kind, out var wanted)) return null;
        var context = Context.Create(builder =>
        {
            builder.EnableAlgorithms().Optimize(OptimizationLevel.O2);
            wanted.Add(builder);
        });
        // Where it finds nothing, ILGPU gives a small emulation.
        if (context.Devices.FirstOrDefault(d => d.AcceleratorType == wanted.Type) is { } device) return (context, device.CreateAccelerator(context));
        context.Dispose();
        return null;
    }
}
