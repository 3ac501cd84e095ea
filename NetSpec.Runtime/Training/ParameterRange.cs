using System.Collections.Immutable;

namespace NetSpec.Runtime;

/// <summary>A stretch of the packed parameter memory; both numbers are multiples of 16, so vectors need no remainder loop.</summary>
internal readonly record struct ParameterRange(long Start, long Length)
{
    /// <summary>The stretches of the parameters that are wanted, neighbours joined: most networks have one.</summary>
    public static ParameterRange[] Of(NetworkInfo info, Func<ParameterInfo, bool> wants)
    {
        var ranges = new List<ParameterRange>();
        foreach (var parameter in info.Parameters.Where(wants).OrderBy(p => p.Offset))
        {
            var length = parameter.Layout.PackedLength;
            if (ranges.Count > 0 && ranges[^1].Start + ranges[^1].Length == parameter.Offset)
                ranges[^1] = ranges[^1] with { Length = ranges[^1].Length + length };
            else
                ranges.Add(new(parameter.Offset, length));
        }
        return [.. ranges];
    }
}
