using System;

namespace NetSpec.Generator;

/// <summary>Prints the memory of runs of samples, copies, and sizes of launches.</summary>
internal static class GpuWork
{
    public static void Print(GpuContext k, SourceWriter w)
    {
        var (plan, memory) = (k.Plan, k.Memory);
        w.Lines($$"""
            // Streams do not wait for each other, and they share workspaces and parameters: who queues on another stream than the last waits for all.
            private AcceleratorStream On(AcceleratorStream? wanted)
            {
                var stream = wanted ?? _stream;
                if (ReferenceEquals(stream, _last)) return stream;
                _accelerator.Synchronize();
                _last = stream;
                return stream;
            }

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

            private Work Slot(int index, int samples)
            {
                if (_slots[index] is null || _slots[index]!.Capacity < samples)
                {
                    _accelerator.Synchronize();
                    _slots[index]?.Dispose();
                    _slots[index] = new Work(_accelerator, samples, {{memory.Forward.Fixed}}, {{memory.Forward.PerSample}});
                }
                return _slots[index]!;
            }

            private Work GradientWork(int samples)
            {
                if (_work is null || _work.Capacity < samples)
                {
                    _accelerator.Synchronize();
                    _work?.Dispose();
                    _work = new Work(_accelerator, samples, {{memory.Gradient.Fixed}}, {{memory.Gradient.PerSample}});
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

            private static KernelConfig Flat(int count) => new KernelConfig(global::System.Math.Min((count + 255) / 256, 8192), 256);

            private static KernelConfig Config(int down, int across, int threads) => new KernelConfig(new Index2D(down, across), new Index2D(threads, 1));

            /// <summary>Memory of the device for one run of samples. What only some calls need is allocated when one does.</summary>
            private sealed class Work(Accelerator accelerator, int samples, long fixedValues, long perSample) : IDisposable
            {
                private readonly FloatBuffer _values = accelerator.Allocate1D<float>(global::System.Math.Max(16, fixedValues + (perSample * Rounded(samples))));
                private FloatBuffer? _input, _output, _target, _weights, _losses;
                private PageLockedArray1D<float>? _pinnedInput, _pinnedOutput;

                public int Capacity { get; } = Rounded(samples);

                public AcceleratorStream Stream { get; } = accelerator.CreateStream();

                public PageLockedArray1D<float> PinnedInput => _pinnedInput ??= accelerator.AllocatePageLocked1D<float>(Capacity * (long)InputSize);

                public PageLockedArray1D<float> PinnedOutput => _pinnedOutput ??= accelerator.AllocatePageLocked1D<float>(Capacity * (long)OutputSize);

                public FloatView Input => View(ref _input, Capacity * (long)InputSize);

                public FloatView Output => View(ref _output, Capacity * (long)OutputSize);

                public FloatView Target => View(ref _target, Capacity * 2L * OutputSize).SubView(0, Capacity * (long)OutputSize);

                /// <summary>Targets of images as rows of channels.</summary>
                public FloatView TargetRows => View(ref _target, Capacity * 2L * OutputSize).SubView(Capacity * (long)OutputSize, Capacity * (long)OutputSize);

                public FloatView Weights => View(ref _weights, Capacity);

                public FloatView Losses => View(ref _losses, Capacity * {{GpuLosses.LossesPerSample(plan)}}L);

                public FloatView At(long fixedValues, long perSample, long length) => _values.View.BaseView.SubView(fixedValues + (perSample * Capacity), length);

                public void Dispose()
                {
                    Stream.Synchronize();
                    foreach (var buffer in new[] { _values, _input, _output, _target, _weights, _losses }) buffer?.Dispose();
                    _pinnedInput?.Dispose();
                    _pinnedOutput?.Dispose();
                    Stream.Dispose();
                }

                private static int Rounded(int samples) => (samples + 15) / 16 * 16;

                private FloatView View(ref FloatBuffer? buffer, long length) => (buffer ??= accelerator.Allocate1D<float>(length)).View.BaseView;
            }

            """);
    }
}
