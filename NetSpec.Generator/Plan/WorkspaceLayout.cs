using System;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>Gives every value its place; slices have a constant size, so that places are constants.</summary>
internal static class WorkspaceLayout
{
    public static NetworkPlan LayOut(NetworkPlan plan)
    {
        var end = 0L;
        // Every value has a buffer of its own for now, so that every layer's output can be observed. Both passes compute them in one place.
        var samples = Math.Max(plan.SliceSamples, plan.GradientSliceSamples);
        foreach (var value in plan.Values.Where(v => v.HasBuffer && v.RowsPerSample == 0))
            value.Place = Reserve(ref end, (long)value.FixedRows * value.Stride);
        foreach (var value in plan.Values.Where(v => v.HasBuffer && v.RowsPerSample > 0))
            value.Place = Reserve(ref end, (long)value.RowsPerSample * value.Stride * samples);
        var forward = end;
        foreach (var value in plan.Values.Append(plan.Input).Where(v => v.HasGradientBuffer))
            value.GradientPlace = Reserve(ref end, (long)value.RowsPerSample * value.GradientStride * plan.GradientSliceSamples);
        var target = Reserve(ref end, (long)plan.Output.RowsPerSample * Padding.Round(plan.Output.Width) * plan.GradientSliceSamples);
        return plan with { ForwardWorkspace = forward, GradientWorkspace = end, TargetPlace = target };
    }

    private static Place Reserve(ref long end, long length)
    {
        var place = new Place(end);
        end += length;
        return place;
    }
}
