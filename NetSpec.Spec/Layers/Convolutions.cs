using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetSpec.Spec.Attributes;
using NetSpec.Spec.Coupling;
using NetSpec.Spec.Resolving;

namespace NetSpec.Spec;

/// <summary>What conv1d and conv2d have in common.</summary>
internal static class Convolutions
{
    /// <summary>Zeros on both sides of one dimension.</summary>
    public static (long Before, long After) Padding(PaddingMode mode, int amount, int kernel, int dilation)
    {
        var reach = (long)dilation * (kernel - 1);
        return mode switch
        {
            PaddingMode.Valid => (0, 0),
            PaddingMode.Same => (reach / 2, reach / 2),
            PaddingMode.Causal => (reach, 0),
            _ => (amount, amount),
        };
    }

    /// <summary>Checks the windows and finds parameters and cost; the caller has checked the rank.</summary>
    public static LayerFacts? Resolve(
        LayerPlace place,
        int filters,
        int channels,
        int groups,
        bool hasBias,
        IReadOnlyList<SlidingWindow> windows,
        LayerFacts? output)
    {
        if (output is null) return null;
        var kernel = windows.Select(window => window.Window).ToArray();
        var read = Sizes.Product([channels / groups, .. kernel.Select(size => (long)size)]);
        var reached = Sizes.Product([filters, .. kernel.Select(size => (long)size)]);
        var parameters = ImmutableArray.Create(place.Parameter(
            "weight",
            ParameterRole.Weight,
            read,
            reached,
            [filters, channels / groups, .. kernel]));
        if (hasBias) parameters = parameters.Add(place.Parameter("bias", ParameterRole.Bias, read, reached, filters));
        return output with { Parameters = parameters, Macs = Sizes.Product([read, filters, .. windows.Select(window => window.Positions)]) };
    }

    /// <summary>False, with a report, where groups, padding or kernel do not go with the input.</summary>
    public static bool Check(LayerPlace place, int filters, int channels, int groups, bool isSame, IReadOnlyList<SlidingWindow> windows)
    {
        if (channels % groups != 0 || filters % groups != 0)
        {
            place.Fail(
                SpecDiagnostics.Groups,
                $"{groups} groups of '{place.Path}' must divide both its {filters} filters and the {channels} channels that {place.Source} gives",
                "groups");
            return false;
        }
        if (isSame && windows.FirstOrDefault(window => window.Window % 2 == 0 || window.Stride != 1) is { } wrong)
        {
            place.Fail(
                SpecDiagnostics.SamePadding,
                $"Padding 'same' of '{place.Path}' needs an odd kernel and stride 1; found a kernel of {wrong.Window} and stride {wrong.Stride} along the {wrong.Dimension}",
                "padding");
            return false;
        }
        return Windows.Fit(windows, place, "kernel", "kernel");
    }

    /// <summary>Attributes have two properties for the one key <c>padding</c>.</summary>
    public static void FromAttribute(string keyword, AttributeEntries entries)
    {
        entries.AddArgument(keyword);
        if (entries.Take(nameof(Conv2DAttribute.PaddingMode)) is { } mode)
            entries.Add("padding", mode, AttributeNodes.From(mode.Value));
    }

    /// <summary>
    /// A depthwise kernel belongs to the unit it reads; any other reads all units and makes its own. Groups stay equally large, so that as many
    /// units of each are kept.
    /// </summary>
    public static Units Couple(string path, int filters, int channels, int groups, Units input, CouplingBuilder builder)
    {
        if (groups == channels && filters == channels) return builder.Follow(path, input);
        builder.Consume(path, input);
        var output = builder.Make(path, filters);
        if (groups > 1)
        {
            builder.Split(path, input, groups);
            builder.Split(path, output, groups);
        }
        return output;
    }
}
