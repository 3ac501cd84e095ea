namespace NetSpec.Generator;

/// <summary>Prints inference of samples that are on the device already.</summary>
internal static class GpuInferCalls
{
    public static void Print(GpuContext k, SourceWriter w)
    {
        var (plan, memory) = (k.Plan, k.Memory);
        var rowsToPlanes = plan.Network.Output.IsImage ? GpuImages.RowsToPlanes(k) : null;
        w.Lines($$"""
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

            """);
    }

    // An output that noise gave is a buffer of its own in training only.
    private static string OutputOf(NetworkPlan plan, GpuMemory memory, Value value)
    {
        if (value.IsInput) return "input";
        if (value.AliasOf is null) return GpuLayers.At(memory.PlaceOf(value), value);
        return value.IsView ? OutputOf(plan, memory, value.AliasOf) : $"training ? {GpuLayers.At(memory.PlaceOf(value), value)} : {OutputOf(plan, memory, value.AliasOf)}";
    }
}
