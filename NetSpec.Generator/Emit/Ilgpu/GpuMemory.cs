using System.Collections.Generic;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// Where values lie in a device's workspace. Rows have no padding there: a thread takes one value, so that nothing is gained by whole vectors.
/// Places grow with the capacity, so that one workspace takes a batch of any size.
/// </summary>
internal sealed class GpuMemory
{
    private readonly Dictionary<Value, GpuPlace> _places = [];
    private readonly Dictionary<Value, GpuPlace> _gradients = [];

    public GpuMemory(NetworkPlan plan)
    {
        var end = default(GpuPlace);
        foreach (var value in plan.Values.Where(v => v.HasBuffer))
            _places[value] = Reserve(ref end, value);
        Forward = end;
        foreach (var value in plan.Values.Append(plan.Input).Where(v => v.HasGradientBuffer))
            _gradients[value] = Reserve(ref end, value);
        Gradient = end;
    }

    /// <summary>Size of a workspace for inference.</summary>
    public GpuPlace Forward { get; }

    /// <summary>Size of a workspace for gradients.</summary>
    public GpuPlace Gradient { get; }

    /// <summary>The place of a value that has a buffer of its own.</summary>
    public GpuPlace PlaceOf(Value value) => _places[value];

    /// <summary>The place of a value's gradient that has a buffer of its own.</summary>
    public GpuPlace GradientPlaceOf(Value value) => _gradients[value];

    /// <summary>Values of one sample, or of all rows where they do not grow with the samples.</summary>
    public static long Length(Value value) => (long)(value.RowsPerSample == 0 ? value.FixedRows : value.RowsPerSample) * value.Width;

    private static GpuPlace Reserve(ref GpuPlace end, Value value)
    {
        var place = end;
        end = value.RowsPerSample == 0
            ? new GpuPlace(end.Fixed + Padding.Round(Length(value)), end.PerSample)
            : new GpuPlace(end.Fixed, end.PerSample + Length(value));
        return place;
    }
}
