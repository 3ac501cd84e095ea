using System.Collections.Generic;
using System.Linq;
using NetSpec.Spec.Resolving;

namespace NetSpec.Spec;

/// <summary>A window that slides along one dimension.</summary>
/// <param name="Dimension">Name of the dimension, for messages.</param>
/// <param name="Size">Values of the input.</param>
/// <param name="Window">Values that the window reads.</param>
/// <param name="Stride">From one window to the next.</param>
/// <param name="Dilation">From one value that it reads to the next.</param>
/// <param name="Before">Padding before the input.</param>
/// <param name="After">Padding behind it.</param>
internal sealed record SlidingWindow(string Dimension, int Size, int Window, int Stride, int Dilation, long Before, long After)
{
    public long Span => ((long)Dilation * (Window - 1)) + 1;

    public long Padded => Size + Before + After;

    public long Positions => ((Padded - Span) / Stride) + 1;

    public bool Fits => Span <= Padded;
}

/// <summary>Rules that windows share.</summary>
internal static class Windows
{
    /// <summary>False, with a report, where a window is larger than its padded input.</summary>
    public static bool Fit(IEnumerable<SlidingWindow> windows, LayerPlace place, string key, string noun)
    {
        var wrong = windows.FirstOrDefault(window => !window.Fits);
        if (wrong is null) return true;
        place.Fail(
            SpecDiagnostics.Window,
            $"The {noun} of '{place.Path}' spans {wrong.Span} values along the {wrong.Dimension}{(wrong.Dilation > 1 ? ", dilation included" : "")}, but {place.Source} gives {place.Input}, which has {wrong.Padded} with its padding",
            key);
        return false;
    }
}
