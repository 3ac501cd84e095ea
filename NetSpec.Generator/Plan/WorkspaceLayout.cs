using System;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>Gives every value its place; slices have a constant size, so that places are constants.</summary>
internal static class WorkspaceLayout
{
    public static NetworkPlan LayOut(NetworkPlan plan)
    {
        var end = 0L;
        // Every value has a buffer of its own, so that every layer's output can be observed. Both passes compute them in one place.
        var samples = Math.Max(plan.SliceSamples, plan.GradientSliceSamples);
        foreach (var value in plan.Values.Where(v => v.HasBuffer && v.RowsPerSample == 0))
            value.Place = Reserve(ref end, (long)value.FixedRows * value.Stride);
        // Those that share memory at inference come last, and share what is theirs.
        var sharing = InferenceMemory.Sharing(plan);
        foreach (var value in plan.Values.Where(v => v.HasBuffer && v.RowsPerSample > 0).Except(sharing))
            value.Place = Reserve(ref end, Length(value));
        var start = end;
        plan = plan with { InferenceWorkspace = (sharing.Sum(Length), InferenceMemory.LayOut(plan, sharing, start, Length) - start) };
        foreach (var value in sharing) value.Place = Reserve(ref end, Length(value));
        // Forward one block of samples needs room, and a copy of its rows; a gradient keeps the blocks of a slice and their deltas.
        var lanes = new Place(end);
        var block = plan.Lanes is null ? 0 : MostLanes * (plan.Input.Width + plan.Values.Sum(v => (long)v.Width));
        var rows = plan.Lanes is null ? 0 : MostLanes * plan.Input.Width;
        var forward = end + block + rows + (MostLanes * (plan.Images?.Length ?? 0));
        if (plan.Lanes is { Gradient: true }) end += (2 * block * plan.GradientSliceSamples / MostLanes) + (MostLanes * (plan.Output.Width + 1)) + rows;
        end = Math.Max(end, forward);
        foreach (var value in plan.Values.Append(plan.Input).Where(v => v.HasGradientBuffer))
            value.GradientPlace = Reserve(ref end, (long)value.RowsPerSample * value.GradientStride * plan.GradientSliceSamples);
        var target = Reserve(ref end, (long)plan.Output.RowsPerSample * Padding.Round(plan.Output.Width) * plan.GradientSliceSamples);
        return plan with { ForwardWorkspace = forward, GradientWorkspace = end, TargetPlace = target, LanesPlace = lanes };

        long Length(Value value) => (long)value.RowsPerSample * value.Stride * samples;
    }

    // Samples of a block on the widest vectors.
    private const int MostLanes = 16;

    private static Place Reserve(ref long end, long length)
    {
        var place = new Place(end);
        end += length;
        return place;
    }
}
