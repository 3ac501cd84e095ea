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
        var scale = plan.Network.Spec.Loss == Loss.CrossEntropy ? "1f / samples" : "1f / ((float)samples * OutputSize)";
        var rowsToPlanes = plan.Network.Output.IsImage ? GpuImages.RowsToPlanes(k) : null;
        var inputPlanes = plan.Network.Spec.Input.IsImage ? GpuImages.RowsToPlanes(k) : null;

        w.Lines($$"""
            private const int InputSize = {{input}}, OutputSize = {{output}}, TargetSize = {{(plan.Network.Spec.Loss == Loss.CrossEntropy ? 1 : output)}};
            private const long ParameterValues = {{parameters}}, PartialValues = {{Math.Max(16, k.PartialValues)}};
            private static readonly (long Start, int Count)[] Trained = [{{trained}}];

            private readonly Accelerator _accelerator;
            private readonly AcceleratorStream _stream;
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
            public {{name}}Gpu(Accelerator accelerator, global::NetSpec.Runtime.ParameterSet<float>? parameters = null)
                : base({{name}}.Info, DeviceLayout, parameters)
            {
                _accelerator = accelerator;
                _stream = accelerator.CreateStream();
                _parameterBuffer = accelerator.Allocate1D<float>(ParameterValues);
                _gradientBuffer = accelerator.Allocate1D<float>(ParameterValues);
                _constantBuffer = accelerator.Allocate1D<float>({{constants}});
                _partialBuffer = accelerator.Allocate1D<float>(PartialValues);
                _sumBuffer = accelerator.Allocate1D<double>(LossValues);
                _sumBuffer.View.BaseView.MemSetToZero(_stream);
                _gradientBuffer.View.BaseView.MemSetToZero(_stream);
            """);
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

            /// <summary>Whether kernels of one thread a sample are used where the network is narrow enough for them; else one kernel or more a layer, as in wide networks.</summary>
            public bool UsesFusedKernels { get; set; } = true;

            /// <summary>Inference on memory of the device: outputs of every sample of the input, queued on the given stream; nothing is waited for.</summary>
            /// <param name="input">n * {{input}} values.</param>
            /// <param name="output">n * {{output}} values.</param>
            /// <param name="stream">Where to queue; null: this object's own stream.</param>
            public void Forward(FloatView input, FloatView output, AcceleratorStream? stream = null)
            {
                var samples = Samples(input, output, OutputSize, nameof(output));
                if (samples == 0) return;
                Exclusive(() =>
                {
            {{(k.Fused is null ? "" : """
                    // Vectors of four are read from a boundary of 16 bytes.
                    if (UsesFusedKernels && ((IContiguousArrayView)input).Index % 4 == 0)
                    {
                        RunFused(stream ?? _stream, input, output, samples);
                        return;
                    }
            """)}}
                    for (long first = 0; first < samples; first += DeviceLayout.ForwardSamples)
                    {
                        var count = (int)Math.Min(DeviceLayout.ForwardSamples, samples - first);
                        var work = Slot(0, count);
                        var part = input.SubView(first * InputSize, count * (long)InputSize);
                        Infer(stream ?? _stream, work, part, count, output.SubView(first * OutputSize, count * (long)OutputSize));
                    }
                });
            }

            /// <summary>One training step on memory of the device, in training mode; nothing is waited for. <see cref="LastLoss"/> reads its loss.</summary>
            /// <param name="input">n * {{input}} values.</param>
            /// <param name="target">n * TargetSize values.</param>
            /// <param name="learningRate">This step's rate.</param>
            /// <param name="seed">Seed of this step's noise.</param>
            public void TrainStep(FloatView input, FloatView target, double learningRate, ulong seed = 0)
            {
                var samples = Samples(input, target, TargetSize, nameof(target));
                if (samples == 0) return;
                Exclusive(() =>
                {
                    NextStep();
            {{(k.HasFusedGradient ? """
                    if (UsesFusedKernels)
                    {
                        RunFusedGradient(_stream, input, target, target, samples, 0, SCALE, false);
                        TakeStep(learningRate);
                        return;
                    }
            """.Replace("SCALE", scale) : "")}}
                    var size = DeviceLayout.WholeBatch is null ? Math.Min(DeviceLayout.GradientSamples, samples) : samples;
                    for (long first = 0; first < samples; first += size)
                    {
                        var count = (int)Math.Min(size, samples - first);
                        var work = GradientWork(count);
                        var (x, t) = (input.SubView(first * InputSize, count * (long)InputSize), target.SubView(first * TargetSize, count * (long)TargetSize));
                        RunForward(_stream, work, x, count, true, seed, first);
                        RunBackward(_stream, work, x, t, work.Weights, count, 0, 0, {{scale}}, true, first > 0, false, false);
                        SumLosses(work, count, first > 0);
                    }
                    TakeStep(learningRate);
                });
            }

            /// <summary>The mean loss of the last step on memory of the device; waits for it.</summary>
            public double LastLoss() => ReadLoss();

            /// <summary>Waits until everything queued on this object's own stream is done.</summary>
            public void Synchronize() => _stream.Synchronize();

            protected override void StartForward(int slot, ReadOnlySpan<float> input)
            {
                var samples = input.Length / InputSize;
                var work = Slot(slot, Math.Min(samples, DeviceLayout.ForwardSamples));
                input.CopyTo(work.PinnedInput.Span);
                FloatView x = work.Input.SubView(0, input.Length);
                x.CopyFrom(work.Stream, work.PinnedInput.ArrayView.SubView(0, input.Length));
                Infer(work.Stream, work, x, samples, work.Output);
                work.Output.SubView(0, samples * (long)OutputSize).CopyTo(work.Stream, work.PinnedOutput.ArrayView.SubView(0, samples * (long)OutputSize));
            }

            protected override void FinishForward(int slot, Span<float> output)
            {
                var work = _slots[slot]!;
                work.Stream.Synchronize();
                work.PinnedOutput.Span.Slice(0, output.Length).CopyTo(output);
            }

            protected override double RunGradient(scoped in global::NetSpec.Runtime.DeviceGradient run)
            {
                var work = GradientWork(run.Samples);
                var (weighted, soft) = (run.SampleWeights.IsEmpty ? 0 : 1, run.SoftTargets ? 1 : 0);
                FloatView input = Copy(work.Input, run.Input), target = Copy(work.Target, run.Target);
                if (weighted != 0) Copy(work.Weights, run.SampleWeights);
            {{(k.HasFusedGradient ? """
                if (UsesFusedKernels && !run.LossOnly && run.InputGradient.IsEmpty && run.Outputs.IsEmpty)
                {
                    RunFusedGradient(_stream, input, target, work.Weights, run.Samples, weighted, run.Scale, run.Accumulate);
                    return ReadLoss();
                }
            """ : "")}}
                RunForward(_stream, work, input, run.Samples, run.Training, run.Seed, run.FirstSample);
                RunBackward(_stream, work, input, target, work.Weights, run.Samples, weighted, soft, run.Scale, run.Training, run.Accumulate, run.LossOnly, !run.InputGradient.IsEmpty);
                SumLosses(work, run.Samples, false);
                if (!run.Outputs.IsEmpty)
                {
                    TakeOutput(_stream, work, input, run.Samples, run.Training, work.Output);
                    Read(work.Output, run.Outputs);
                }
                if (!run.InputGradient.IsEmpty)
                {
            {{InputGradient(plan, memory, inputPlanes)}}
                }
                return ReadLoss();
            }

            protected override void ReadGradient(Span<float> gradient) => Read(_gradient, gradient);

            protected override void WriteParameters(ReadOnlySpan<float> parameters)
            {
                // Slots may still read the old ones.
                foreach (var slot in _slots) slot?.Stream.Synchronize();
                Copy(_parameters, parameters);
                _stream.Synchronize();
            }

            protected override void ReadParameters(Span<float> parameters) => Read(_parameters, parameters);

            protected override void RunLayers(ReadOnlySpan<float> input, int samples)
            {
                var work = GradientWork(samples);
                RunForward(_stream, work, Copy(work.Input, input), samples, false, 0, 0);
            }

            protected override void ReadRows(int buffer, int samples, Span<float> rows) => Read(RowsOf(_work!, buffer, samples), rows);

            protected override void MeanOfRows(int buffer, int samples, Span<double> mean)
            {
                var size = DeviceLayout.Buffers[buffer];
                var rows = samples * size.RowsPerSample;
                SumUnits(buffer, samples, new float[size.Width], mean);
                for (var i = 0; i < mean.Length; i++) mean[i] /= rows;
            }

            protected override void SumProducts(int buffer, int samples, ReadOnlySpan<double> shift, Span<double> sums, Span<double> products)
            {
                var units = DeviceLayout.Buffers[buffer].Width;
                var rows = samples * DeviceLayout.Buffers[buffer].RowsPerSample;
                var shifts = new float[units];
                for (var i = 0; i < units; i++) shifts[i] = (float)shift[i];
                SumUnits(buffer, samples, shifts, sums);

                // Parts are as many as fill a device, and so few that their float64 sums take little memory.
                var tiles = (units + 63) / 64;
                var count = units * (long)units;
                var parts = (int)Math.Max(1, Math.Min(Math.Min(64, (1L << 23) / count), (rows + 511) / 512));
                var rowsOfPart = (rows + parts - 1) / parts;
                var buffers = Products((parts + 1) * count);
                using var device = _accelerator.Allocate1D<float>(units);
                device.View.CopyFromCPU(_stream, shifts);
                RunProducts(_stream, new KernelConfig(new Index2D(tiles * (tiles + 1) / 2, parts), new Index2D(256, 1)), rows, units, rowsOfPart, RowsOf(_work!, buffer, samples), device.View.BaseView, buffers.SubView(0, parts * count));
                RunAddProducts(_stream, Flat((int)count), (int)count, parts, buffers.SubView(0, parts * count), buffers.SubView(parts * count, count));
                Read(buffers.SubView(parts * count, count), products);
            }

            protected override void Dispose(bool disposing)
            {
                if (!disposing) return;
                foreach (var slot in _slots) slot?.Dispose();
                _work?.Dispose();
                foreach (var state in _states) state.Dispose();
                _productBuffer?.Dispose();
                foreach (var buffer in new[] { _parameterBuffer, _gradientBuffer, _constantBuffer, _partialBuffer }) buffer.Dispose();
                _sumBuffer.Dispose();
                _stream.Dispose();
            }

            private const int LossGroups = 64, LossValues = {{(k.HasFusedGradient ? GpuFusedGradient.Groups : 64)}};

            private void SumUnits(int buffer, int samples, float[] shift, Span<double> sums)
            {
                var units = DeviceLayout.Buffers[buffer].Width;
                var rows = samples * DeviceLayout.Buffers[buffer].RowsPerSample;
                var parts = Math.Min(128, (rows + 63) / 64);
                var buffers = Products((parts + 1L) * units);
                using var device = _accelerator.Allocate1D<float>(units);
                device.View.CopyFromCPU(_stream, shift);
                RunSumUnits(_stream, Flat(parts * units), parts * units, rows, units, parts, RowsOf(_work!, buffer, samples), device.View.BaseView, buffers);
                RunAddProducts(_stream, Flat(units), units, parts, buffers.SubView(0, parts * (long)units), buffers.SubView(parts * (long)units, units));
                Read(buffers.SubView(parts * (long)units, units), sums);
            }

            // One sum a group, in float64, in a fixed order; the host adds the rest.
            private void SumLosses(Work work, int samples, bool add)
            {
                if (!add) _sumBuffer.View.BaseView.MemSetToZero(_stream);
                RunSumLosses(_stream, new KernelConfig(LossGroups, 256), samples * {{GpuLosses.LossesPerSample(plan)}}, add ? 1 : 0, work.Losses, _sumBuffer.View.BaseView);
            }

            private double ReadLoss()
            {
                var sums = new double[LossValues];
                Read(_sumBuffer.View.BaseView, sums);
                var loss = 0.0;
                foreach (var sum in sums) loss += sum;
                return loss;
            }

            private void Infer(AcceleratorStream stream, Work work, FloatView input, int samples, FloatView output)
            {
            {{(k.Fused is null ? "" : """
                if (UsesFusedKernels)
                {
                    RunFused(stream, input, output, samples);
                    return;
                }
            """)}}
                RunForward(stream, work, input, samples, false, 0, 0);
                TakeOutput(stream, work, input, samples, false, output);
            }

            private void TakeOutput(AcceleratorStream stream, Work work, FloatView input, int samples, bool training, FloatView to)
            {
                var rows = OutputOf(work, input, samples, training);
                {{(rowsToPlanes is null
                    ? $"Run{GpuPad.Copy(k)}(stream, Flat(samples * OutputSize), samples * OutputSize, rows, to);"
                    : $"Run{rowsToPlanes}(stream, Flat(samples * OutputSize), samples * OutputSize, {GpuImages.Size(plan.Output)}, rows, to);")}}
            }

            private FloatView OutputOf(Work work, FloatView input, int samples, bool training) => {{OutputOf(plan, memory, plan.Output)}};

            private FloatView Copy(FloatView to, ReadOnlySpan<float> from)
            {
                var view = to.SubView(0, from.Length);
                view.CopyFromCPU(_stream, from);
                return view;
            }

            private void Read(FloatView from, Span<float> to)
            {
                from.SubView(0, to.Length).CopyToCPU(_stream, to);
                _stream.Synchronize();
            }

            private void Read(DoubleView from, Span<double> to)
            {
                from.SubView(0, to.Length).CopyToCPU(_stream, to);
                _stream.Synchronize();
            }

            private DoubleView Products(long length)
            {
                if (_productBuffer is null || _productBuffer.Length < length)
                {
                    _productBuffer?.Dispose();
                    _productBuffer = _accelerator.Allocate1D<double>(length);
                }
                return _productBuffer.View.BaseView.SubView(0, length);
            }

            private Work Slot(int index, int samples)
            {
                if (_slots[index] is null || _slots[index]!.Capacity < samples)
                {
                    _slots[index]?.Dispose();
                    _slots[index] = new Work(_accelerator, samples, {{memory.Forward.Fixed}}, {{memory.Forward.PerSample}}, false);
                }
                return _slots[index]!;
            }

            private Work GradientWork(int samples)
            {
                if (_work is null || _work.Capacity < samples)
                {
                    _stream.Synchronize();
                    _work?.Dispose();
                    _work = new Work(_accelerator, samples, {{memory.Gradient.Fixed}}, {{memory.Gradient.PerSample}}, true);
                }
                return _work;
            }

            private static int Samples(FloatView input, FloatView other, int size, string name)
            {
                var samples = input.Length / InputSize;
                if (samples * InputSize != input.Length)
                    throw new ArgumentException($"{input.Length} values are no whole number of samples of {InputSize} values.", nameof(input));
                if (other.Length != samples * size)
                    throw new ArgumentException($"{other.Length} values were given where {samples} samples need {samples * size}.", name);
                return checked((int)samples);
            }

            private static KernelConfig Flat(int count) => new KernelConfig(Math.Min((count + 255) / 256, 8192), 256);

            private static KernelConfig Config(int down, int across, int threads) => new KernelConfig(new Index2D(down, across), new Index2D(threads, 1));

            /// <summary>Memory of the device for one run of samples.</summary>
            private sealed class Work : IDisposable
            {
                private readonly FloatBuffer _values, _input, _output, _target, _weights, _losses;

                public Work(Accelerator accelerator, int samples, long fixedValues, long perSample, bool isGradient)
                {
                    Capacity = (samples + 15) / 16 * 16;
                    Stream = accelerator.CreateStream();
                    _values = accelerator.Allocate1D<float>(Math.Max(16, fixedValues + (perSample * Capacity)));
                    _input = accelerator.Allocate1D<float>(Capacity * (long)InputSize);
                    _output = accelerator.Allocate1D<float>(Capacity * (long)OutputSize);
                    PinnedInput = accelerator.AllocatePageLocked1D<float>(isGradient ? 1 : Capacity * (long)InputSize);
                    PinnedOutput = accelerator.AllocatePageLocked1D<float>(isGradient ? 1 : Capacity * (long)OutputSize);
                    _target = accelerator.Allocate1D<float>(isGradient ? Capacity * (long)OutputSize * 2 : 1);
                    _weights = accelerator.Allocate1D<float>(isGradient ? Capacity : 1);
                    _losses = accelerator.Allocate1D<float>(isGradient ? Capacity * {{GpuLosses.LossesPerSample(plan)}}L : 1);
                }

                public int Capacity { get; }

                public AcceleratorStream Stream { get; }

                public PageLockedArray1D<float> PinnedInput { get; }

                public PageLockedArray1D<float> PinnedOutput { get; }

                public FloatView Input => _input.View.BaseView;

                public FloatView Output => _output.View.BaseView;

                public FloatView Target => _target.View.BaseView.SubView(0, _target.Length / 2);

                /// <summary>Targets of images as rows of channels.</summary>
                public FloatView TargetRows => _target.View.BaseView.SubView(_target.Length / 2, _target.Length - (_target.Length / 2));

                public FloatView Weights => _weights.View.BaseView;

                public FloatView Losses => _losses.View.BaseView;

                public FloatView At(long fixedValues, long perSample, long length) => _values.View.BaseView.SubView(fixedValues + (perSample * Capacity), length);

                public void Dispose()
                {
                    Stream.Synchronize();
                    foreach (var buffer in new[] { _values, _input, _output, _target, _weights, _losses }) buffer.Dispose();
                    PinnedInput.Dispose();
                    PinnedOutput.Dispose();
                    Stream.Dispose();
                }
            }

            """);
    }

    /// <summary>Asks for the kernel that adds up losses.</summary>
    public static void PrintKernels(GpuContext k) => k.Kernel("SumLosses", "int count, int add, FloatView losses, DoubleView sums", w =>
    {
        w.Line("var shared = SharedMemory.Allocate<double>(256);");
        w.Line("var sum = 0.0;");
        w.Line("for (var i = (Grid.IdxX * 256) + Group.IdxX; i < count; i += Grid.DimX * 256) sum += losses[i];");
        w.Line("shared[Group.IdxX] = sum;");
        w.Line("Group.Barrier();");
        using (w.Block("for (var half = 128; half > 0; half /= 2)"))
        {
            w.Line("if (Group.IdxX < half) shared[Group.IdxX] += shared[Group.IdxX + half];");
            w.Line("Group.Barrier();");
        }
        w.Line("if (Group.IdxX == 0) sums[Grid.IdxX] = add != 0 ? sums[Grid.IdxX] + shared[0] : shared[0];");
    });

    private static void Layout(NetworkPlan plan, GpuMemory memory, SourceWriter w)
    {
        using (w.Block("private static readonly global::NetSpec.Runtime.DeviceLayout DeviceLayout = new()", "};"))
        {
            w.Line($"ForwardSamples = {GpuNetworkEmitter.Number(GpuSizes.Forward(plan, memory))},");
            w.Line($"GradientSamples = {GpuNetworkEmitter.Number(GpuSizes.Gradient(plan, memory))},");
            if (plan.WholeBatch is { } whole)
                w.Line($"WholeBatch = new global::NetSpec.Runtime.DeviceBatch(\"{whole.Layer}\", {whole.Input.RowsPerSample}),");
            w.Line("Buffers =");
            w.Line("[");
            foreach (var (path, value) in GpuLayers.Buffers(plan))
                w.Line(FormattableString.Invariant($"    new global::NetSpec.Runtime.DeviceBuffer(\"{path}\", {value.RowsPerSample}, {value.Width}),"));
            w.Line("],");
        }
    }

    // An output that noise gave is a buffer of its own in training only.
    private static string OutputOf(NetworkPlan plan, GpuMemory memory, Value value)
    {
        if (value.IsInput) return "input";
        if (value.AliasOf is null) return GpuLayers.At(memory.PlaceOf(value), value);
        return value.IsView ? OutputOf(plan, memory, value.AliasOf) : $"training ? {GpuLayers.At(memory.PlaceOf(value), value)} : {OutputOf(plan, memory, value.AliasOf)}";
    }

    private static string InputGradient(NetworkPlan plan, GpuMemory memory, string? planes)
    {
        var owner = plan.Input;
        while (owner.SharesGradientWith is { } shared) owner = shared;
        var at = GpuLayers.At(memory.GradientPlaceOf(owner), owner).Replace("samples", "run.Samples");
        if (planes is null) return $"        Read({at}, run.InputGradient);";
        var rows = plan.Operations[0].Output;
        return FormattableString.Invariant($"        Run{planes}(_stream, Flat(run.Samples * InputSize), run.Samples * InputSize, {GpuImages.Size(rows)}, {at}, work.Input);\n        Read(work.Input, run.InputGradient);");
    }
}
