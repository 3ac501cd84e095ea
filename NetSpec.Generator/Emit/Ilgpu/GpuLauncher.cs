using System;
using System.Globalization;
using System.Linq;
using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>Prints the launcher's own members: memory, copies, and the calls that NetSpec.Runtime's base class makes.</summary>
internal static class GpuLauncher
{
    public static void Print(GpuContext k, SourceWriter w)
    {
        var (plan, memory) = (k.Plan, k.Memory);
        var name = plan.Network.Spec.Name;
        var (input, output) = (plan.Network.Spec.Input.Size, plan.Network.Output.Size);
        var constants = plan.Constants.Length == 0 ? 1 : plan.Constants.Max(c => c.Offset + c.Values.Count);
        var parameters = Math.Max(16, plan.Parameters.Select(p => p.Offset + p.PackedLength).Append(0).Max());
        var trained = string.Join(", ", GpuTraining.Trained(plan).Select(r => $"({r.Start}, {r.Length})"));

        w.Lines($$"""
            private const int InputSize = {{input}}, OutputSize = {{output}}, TargetSize = {{(plan.Network.Spec.Loss == Loss.CrossEntropy ? 1 : output)}};
            private const long ParameterValues = {{parameters}}, PartialValues = {{Math.Max(16, k.PartialValues)}};
            private static readonly (long Start, int Count)[] Trained = [{{trained}}];

            private readonly Accelerator _accelerator;
            private readonly AcceleratorStream _stream;
            private AcceleratorStream? _last;
            private readonly FloatBuffer _parameterBuffer, _gradientBuffer, _constantBuffer, _partialBuffer;
            private readonly DoubleBuffer _sumBuffer;
            private readonly Work?[] _slots = new Work?[2];
            private Work? _work;
            private DoubleBuffer? _productBuffer;
            private FloatBuffer[] _states = [];
            private global::NetSpec.Runtime.OptimizerOptions? _optimizer;

            /// <summary>Allocates the network's memory on a device; kernels are compiled when they are first needed.</summary>
            /// <param name="accelerator">The device, which must outlive this object. Its context must be made with EnableAlgorithms().</param>
            /// <param name="parameters">Parameters to share with a <see cref="{{name}}"/>; null: new ones, zero.</param>
            /// <exception cref="global::NetSpec.Runtime.InputException">The device takes groups of fewer than 256 threads.</exception>
            public {{name}}Gpu(Accelerator accelerator, global::NetSpec.Runtime.ParameterSet<float>? parameters = null)
                : base({{name}}.Info, DeviceLayout, parameters)
            {
                if (accelerator.MaxNumThreadsPerGroup < 256)
                    throw new global::NetSpec.Runtime.InputException($"The device takes groups of {accelerator.MaxNumThreadsPerGroup} threads, and kernels here have up to 256; ILGPU's own emulation has them as CPUDevice(32, 8, 1).");
                _accelerator = accelerator;
                _last = _stream = accelerator.CreateStream();
                _parameterBuffer = accelerator.Allocate1D<float>(ParameterValues);
                _gradientBuffer = accelerator.Allocate1D<float>(ParameterValues);
                _constantBuffer = accelerator.Allocate1D<float>({{constants}});
                _partialBuffer = accelerator.Allocate1D<float>(PartialValues);
                _sumBuffer = accelerator.Allocate1D<double>(LossValues);
                _sumBuffer.View.BaseView.MemSetToZero(_stream);
                _gradientBuffer.View.BaseView.MemSetToZero(_stream);
            """);
        if (k.Fused is { } narrow)
        {
            w.Line("    // Weights are arguments there, of which OpenCL promises room for 1 kB.");
            w.Line($"    UsesFusedKernels = accelerator.MaxSharedMemoryPerGroup >= {k.FusedBytes}{(narrow.Values > GpuFused.OpenClArgumentValues ? " && accelerator.AcceleratorType != AcceleratorType.OpenCL" : "")};");
        }
        using (w.Block(null, "}"))
        {
            w.Line($"var constants = new float[{constants}];");
            foreach (var constant in plan.Constants)
                w.Line($"new float[] {{ {string.Join(", ", constant.Values.Select(GpuContext.Number))} }}.CopyTo(constants, {constant.Offset});");
            w.Line("_constantBuffer.View.CopyFromCPU(_stream, constants);");
        }
        w.Line("}").Line();
        Layout(plan, memory, w);
        w.Line();
        if (k.Fused is { } fused) GpuFusedForward.PrintHost(fused, w);
        w.Lines($$"""

            private FloatView _parameters => _parameterBuffer.View.BaseView;

            private FloatView _gradient => _gradientBuffer.View.BaseView;

            private FloatView _constants => _constantBuffer.View.BaseView;

            private FloatView _partials => _partialBuffer.View.BaseView;

            protected override void Dispose(bool disposing)
            {
                if (!disposing) return;
                _accelerator.Synchronize();
                foreach (var slot in _slots) slot?.Dispose();
                _work?.Dispose();
                foreach (var state in _states) state.Dispose();
                _productBuffer?.Dispose();
                foreach (var buffer in new[] { _parameterBuffer, _gradientBuffer, _constantBuffer, _partialBuffer }) buffer.Dispose();
                _sumBuffer.Dispose();
                _stream.Dispose();
            }

            """);
        GpuDeviceCalls.Print(k, w);
        GpuHostCalls.Print(k, w);
        GpuInferCalls.Print(k, w);
        GpuLayerCalls.Print(k, w);
        GpuWork.Print(k, w);
    }

    /// <summary>Asks for the kernel that adds up losses.</summary>
    public static void PrintKernels(GpuContext k) => k.Kernel("SumLosses", "int count, int add, FloatView losses, DoubleView sums", w =>
    {
        w.Line("var shared = global::ILGPU.SharedMemory.Allocate<double>(256);");
        w.Line("var sum = 0.0;");
        w.Line("for (var i = (global::ILGPU.Grid.IdxX * 256) + global::ILGPU.Group.IdxX; i < count; i += global::ILGPU.Grid.DimX * 256) sum += losses[i];");
        w.Line("shared[global::ILGPU.Group.IdxX] = sum;");
        w.Line("global::ILGPU.Group.Barrier();");
        using (w.Block("for (var half = 128; half > 0; half /= 2)"))
        {
            w.Line("if (global::ILGPU.Group.IdxX < half) shared[global::ILGPU.Group.IdxX] += shared[global::ILGPU.Group.IdxX + half];");
            w.Line("global::ILGPU.Group.Barrier();");
        }
        w.Line("if (global::ILGPU.Group.IdxX == 0) sums[global::ILGPU.Grid.IdxX] = add != 0 ? sums[global::ILGPU.Grid.IdxX] + shared[0] : shared[0];");
    });

    private static void Layout(NetworkPlan plan, GpuMemory memory, SourceWriter w)
    {
        using (w.Block("private static readonly global::NetSpec.Runtime.DeviceLayout DeviceLayout = new()", "};"))
        {
            w.Line($"ForwardSamples = {GpuNetworkEmitter.Number(GpuSizes.Forward(plan, memory))},");
            w.Line($"GradientSamples = {GpuNetworkEmitter.Number(GpuSizes.Gradient(plan, memory))},");
            if (plan.WholeBatch is { } whole)
                w.Line($"WholeBatch = new global::NetSpec.Runtime.DeviceBatch(\"{whole.Layer}\", {whole.Input.RowsPerSample}, {GpuNetworkEmitter.Number(GpuSizes.WholeBatch(plan))}),");
            w.Line("Buffers =");
            w.Line("[");
            foreach (var (path, value) in GpuLayers.Buffers(plan))
                w.Line(FormattableString.Invariant($"    new global::NetSpec.Runtime.DeviceBuffer(\"{path}\", {value.RowsPerSample}, {value.Width}),"));
            w.Line("],");
        }
    }
}
