using System.Linq;

namespace NetSpec.Generator;

/// <summary>What becomes of a convolution's sums of a unit with samples in lanes: one method for each combination of pool, bias and activation.</summary>
internal static class LanesEpilogue
{
    /// <summary>What tells the methods of one combination from those of another.</summary>
    public static string Suffix(LanesConvolution o) =>
        (o.IsPooled ? "Pooled" : "") + (o.Of.Bias is null ? "WithoutBias" : "") + (o.Activation is { } a ? ActivationCodes.Of(a).Name : "");

    /// <summary>Prints the unit's bias, for <see cref="Store"/>.</summary>
    public static void Bias(LanesConvolution o, SourceWriter w, VectorTarget v, string from)
    {
        if (o.Of.Bias is not null) w.Line($"var shift = {v.Static}.Create(*{from});");
    }

    /// <summary>Stores two by two results, or the greatest of them.</summary>
    /// <param name="o">The convolution.</param>
    /// <param name="k">Where to print.</param>
    /// <param name="results">From line to line, from pixel to pixel.</param>
    /// <param name="to">Where the first goes.</param>
    /// <param name="line">Values from line to line there.</param>
    public static void Store(LanesConvolution o, KernelContext k, string[] results, string to, string line)
    {
        var activation = o.Activation is { } a ? k.Activation(ActivationCodes.Of(a)) : "";
        string Result(string sum) => $"{activation}({sum}{(o.Of.Bias is null ? "" : " + shift")})";
        if (o.IsPooled)
        {
            k.Writer.Line($"{Result($"{PooledGreatest.Of(k.Target, k)}({string.Join(", ", results)})")}.StoreAligned({to});");
            return;
        }
        string[] places = [to, $"{to} + {k.Target.Lanes}", $"{to} + {line}", $"{to} + {line} + {k.Target.Lanes}"];
        k.Writer.Line(string.Join(" ", results.Zip(places, (sum, place) => $"{Result($"({sum})")}.StoreAligned({place});")));
    }
}
