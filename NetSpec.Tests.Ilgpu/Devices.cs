using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace NetSpec.Tests.Ilgpu;

/// <summary>Devices to test on. A failed compilation poisons a context, so that every use makes a new one.</summary>
internal static class Devices
{
    private static readonly Dictionary<string, Func<(Context, Accelerator)>> Kinds = new()
    {
        ["cpu"] = Processor,
        ["cuda"] = Cuda,
        ["opencl"] = OpenCl,
    };

    /// <summary>What opens a device: cpu, cuda or opencl; null: there is no such kind.</summary>
    public static Func<(Context, Accelerator)>? Find(string kind) => Kinds.GetValueOrDefault(kind);

    /// <summary>The first GPU of CUDA.</summary>
    public static (Context, Accelerator) Cuda()
    {
        var context = Make(b => b.Cuda());
        return (context, context.GetCudaDevice(0).CreateCudaAccelerator(context));
    }

    // ILGPU's own emulation, with warps as on a GPU. It starts a thread of the processor for each of a group's, and they wait for each other at
    // every barrier: on one core that takes half the time that it takes on two.
    private static (Context, Accelerator) Processor()
    {
        if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows()) System.Diagnostics.Process.GetCurrentProcess().ProcessorAffinity = 1;
        var context = Make(b => b.CPU(new CPUDevice(32, 8, 1)));
        return (context, context.GetCPUDevice(0).CreateCPUAccelerator(context));
    }

    // ILGPU takes none that says it has no generic address space, as PoCL's processor does up to version 3. No kernel here has a pointer without
    // a space (the verb opencl looks), so that such a device runs them: it is marked as if it had one.
    private static (Context, Accelerator) OpenCl()
    {
        var context = Make(b => b.OpenCL(_ => true));
        var device = context.GetCLDevice(0);
        if (!device.Capabilities.GenericAddressSpace)
            typeof(CLCapabilityContext).GetProperty(nameof(CLCapabilityContext.GenericAddressSpace))!.SetValue(device.Capabilities, true);
        return (context, device.CreateCLAccelerator(context));
    }

    private static Context Make(Action<Context.Builder> device) => Context.Create(b =>
    {
        b.EnableAlgorithms().Optimize(OptimizationLevel.O2);
        device(b);
    });
}
