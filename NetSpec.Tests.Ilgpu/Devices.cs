using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;

namespace NetSpec.Tests.Ilgpu;

/// <summary>Devices to test on. A failed compilation poisons a context, so that every use makes a new one.</summary>
internal static class Devices
{
    /// <summary>ILGPU's own emulation on the processor, with warps as on a GPU.</summary>
    public static (Context, Accelerator) Processor()
    {
        var context = Context.Create(b => b.CPU(new CPUDevice(32, 8, 1)).EnableAlgorithms().Optimize(OptimizationLevel.O2));
        return (context, context.GetCPUDevice(0).CreateCPUAccelerator(context));
    }

    /// <summary>The first GPU.</summary>
    public static (Context, Accelerator) Cuda()
    {
        var context = Context.Create(b => b.Cuda().EnableAlgorithms().Optimize(OptimizationLevel.O2));
        return (context, context.GetCudaDevice(0).CreateCudaAccelerator(context));
    }
}
