namespace NetSpec.Generator;

/// <summary>Prints inference and training on memory of the device: what a program calls that keeps its samples there.</summary>
internal static class GpuDeviceCalls
{
    public static void Print(GpuContext k, SourceWriter w)
    {
        var (input, output) = (k.Plan.Network.Spec.Input.Size, k.Plan.Network.Output.Size);
        var scale = k.Plan.Network.Spec.Loss == Loss.CrossEntropy ? "1f / samples" : "1f / ((float)samples * OutputSize)";
        w.Lines($$"""
            /// <summary>Whether kernels of one thread a sample are used where the network is narrow enough for them; else one kernel or more a layer, as in wide networks. Set where the device has room for them.</summary>
            public bool UsesFusedKernels { get; set; }

            /// <summary>Inference on memory of the device: outputs of every sample of the input, queued on the given stream; nothing is waited for but what this object has queued on another stream.</summary>
            /// <param name="input">n * {{input}} values, written by now or on that stream.</param>
            /// <param name="output">n * {{output}} values.</param>
            /// <param name="stream">Where to queue; null: this object's own stream.</param>
            public void Forward(FloatView input, FloatView output, AcceleratorStream? stream = null)
            {
                var samples = Samples(input, output, OutputSize, nameof(output));
                if (samples == 0) return;
                Exclusive(() =>
                {
                    var on = On(stream);
            {{(k.Fused is null ? "" : """
                    // Vectors of four are read from a boundary of 16 bytes.
                    if (UsesFusedKernels && ((IContiguousArrayView)input).Index % 4 == 0)
                    {
                        RunFused(on, input, output, samples);
                        return;
                    }
            """)}}
                    // Runs as long as a gradient's: nothing is copied that a shorter one would hide, and a short one leaves a device idle.
                    for (long first = 0; first < samples; first += DeviceLayout.GradientSamples)
                    {
                        var count = (int)global::System.Math.Min(DeviceLayout.GradientSamples, samples - first);
                        var work = GradientWork(count);
                        var part = input.SubView(first * InputSize, count * (long)InputSize);
                        Infer(on, work, part, count, output.SubView(first * OutputSize, count * (long)OutputSize));
                    }
                });
            }

            /// <summary>One training step on memory of the device, in training mode, queued on this object's own stream; nothing is waited for but what it has queued on another. <see cref="LastLoss"/> reads its loss.</summary>
            /// <param name="input">n * {{input}} values, written by now: what other streams still write is not waited for.</param>
            /// <param name="target">n * TargetSize values, likewise.</param>
            /// <param name="learningRate">This step's rate.</param>
            /// <param name="seed">Seed of this step's noise.</param>
            public void TrainStep(FloatView input, FloatView target, double learningRate, ulong seed = 0)
            {
                var samples = Samples(input, target, TargetSize, nameof(target));
                if (samples == 0) return;
                Exclusive(() =>
                {
                    NextStep();
                    On(null);
            {{(k.HasFusedGradient ? """
                    if (UsesFusedKernels && samples <= FusedSamples)
                    {
                        RunFusedGradient(_stream, input, target, target, samples, 0, SCALE, false);
                        TakeStep(learningRate);
                        return;
                    }
            """.Replace("SCALE", scale) : "")}}
                    var size = RunSize(samples, training: true);
                    for (long first = 0; first < samples; first += size)
                    {
                        var count = (int)global::System.Math.Min(size, samples - first);
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

            """);
    }
}
