using System.Collections.Generic;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// Gives every value its place. Where no operation needs the whole batch, capacities are the slices' and places are constants; else places
/// depend on the capacity, so that one workspace holds a batch of any size.
/// </summary>
internal static class WorkspaceLayout
{
    public static NetworkPlan LayOut(NetworkPlan plan)
    {
        var isWhole = plan.WholeBatch is not null;
        // Every value has a buffer of its own for now, so that every layer's output can be observed.
        var end = default(Place);
        foreach (var value in plan.Values.Where(v => v.HasBuffer && v.RowsPerSample == 0))
            value.Place = Reserve(ref end, (long)value.FixedRows * value.Stride, 0, 0);
        foreach (var value in plan.Values.Where(v => v.HasBuffer && v.RowsPerSample > 0))
            value.Place = Reserve(ref end, 0, (long)value.RowsPerSample * value.Stride, isWhole ? 0 : plan.SliceSamples);
        var forward = end;
        foreach (var value in plan.Values.Append(plan.Input).Where(v => v.HasGradientBuffer))
            value.GradientPlace = Reserve(ref end, 0, (long)value.RowsPerSample * value.GradientStride, isWhole ? 0 : plan.GradientSliceSamples);
        var target = Reserve(ref end, 0, (long)plan.Output.RowsPerSample * Padding.Round(plan.Output.Width), isWhole ? 0 : plan.GradientSliceSamples);
        return plan with { ForwardWorkspace = forward, GradientWorkspace = end, TargetPlace = target };
    }

    // A capacity of 0 is one that is known at run time only.
    private static Place Reserve(ref Place end, long length, long perSample, int capacity)
    {
        var place = end;
        end = capacity == 0
            ? new Place(end.Fixed + length, end.PerSample + perSample)
            : new Place(end.Fixed + length + (perSample * capacity), end.PerSample);
        return place;
    }
}
