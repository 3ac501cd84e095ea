using System;

namespace NetSpec.Generator;

/// <summary>Prints what the base class calls with memory of the computer: copies and runs of inference and gradients.</summary>
internal static class GpuHostCalls
{
    public static void Print(GpuContext k, SourceWriter w)
    {
        var (plan, memory) = (k.Plan, k.Memory);
        var inputPlanes = plan.Network.Spec.Input.IsImage ? GpuImages.RowsToPlanes(k) : null;
        w.Lines($$"""
            protected override void StartForward(int slot, ReadOnlySpan<float> input)
            {
                // Slots have streams of their own, which wait once for what was queued elsewhere.
                if (_last is not null) _accelerator.Synchronize();
                _last = null;
                var samples = input.Length / InputSize;
                var work = Slot(slot, global::System.Math.Min(samples, DeviceLayout.ForwardSamples));
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
                On(null);
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
                // Another stream may still read the old ones.
                On(null);
                Copy(_parameters, parameters);
            }

            protected override void ReadParameters(Span<float> parameters) => Read(_parameters, parameters);

            private const int LossGroups = 64, LossValues = {{(k.HasFusedGradient ? GpuFusedGradient.Groups : 64)}};

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

            """);
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
