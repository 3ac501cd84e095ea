namespace NetSpec.Compiler;

/// <summary>The few lines that choose a device, compiled against the user's ILGPU since NetSpec is compiled against none.</summary>
internal static class DeviceOpener
{
    public const string ClassName = "NetSpecDeviceOpener";

    public const string Source = $$"""
        using System;
        using System.Linq;
        using ILGPU;
        using ILGPU.Algorithms;
        using ILGPU.Runtime;
        using ILGPU.Runtime.CPU;
        using ILGPU.Runtime.Cuda;
        using ILGPU.Runtime.OpenCL;

        public static class {{ClassName}}
        {
            public static object[] Open(string kind)
            {
                AcceleratorType[] wanted = kind switch
                {
                    "cuda" => [AcceleratorType.Cuda],
                    "opencl" => [AcceleratorType.OpenCL],
                    "cpu" => [AcceleratorType.CPU],
                    "gpu" => [AcceleratorType.Cuda, AcceleratorType.OpenCL],
                    _ => throw new ArgumentException($"there is no kind of device '{kind}'; there are gpu, cuda, opencl and cpu."),
                };
                // A probe for devices that are not wanted may fail on a machine without their driver.
                var context = Context.Create(builder =>
                {
                    builder.EnableAlgorithms().Optimize(OptimizationLevel.O2);
                    // A thread of the processor for each of a group's 256, which is as many as the kernels ask for.
                    if (wanted.Contains(AcceleratorType.CPU)) builder.CPU(new CPUDevice(32, 8, 1));
                    if (wanted.Contains(AcceleratorType.Cuda)) builder.Cuda();
                    // OpenCL also drives processors, which are no GPU.
                    if (wanted.Contains(AcceleratorType.OpenCL))
                        builder.OpenCL(d => d.Capabilities.GenericAddressSpace && (kind == "opencl" || d.DeviceType == CLDeviceType.CL_DEVICE_TYPE_GPU));
                });
                var device = wanted.SelectMany(type => context.Devices.Where(d => d.AcceleratorType == type)).FirstOrDefault();
                if (device is null)
                {
                    context.Dispose();
                    throw new NotSupportedException($"ILGPU finds none of the kind '{kind}' here; NETSPEC_ILGPU_DEVICE=cpu takes its emulation, which is slow.");
                }
                var accelerator = device.CreateAccelerator(context);
                return [context, accelerator, accelerator.Name];
            }
        }
        """;
}
