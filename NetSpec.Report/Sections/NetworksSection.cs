using NetSpec.Report.Drawing;
using NetSpec.Spec;

namespace NetSpec.Report;

/// <summary>The network before and after, side by side.</summary>
internal static class NetworksSection
{
    public static Section? Of(RunFolder run)
    {
        if (run.Before is not { } before) return run.After is { } only ? Of([("After", only)], only) : null;
        return run.After is { } after ? Of([("Before", before), ("After", after)], before) : Of([("Trained", before)], before);
    }

    private static Section Of(IReadOnlyList<(string Title, ResolvedNetwork Network)> networks, ResolvedNetwork before) =>
        new("networks", networks.Count == 2 ? "Before and after" : "The network", "A bar is as long as its layer has units" + (networks.Count == 2 ? "; what was pruned away is outlined." : ".") + " Lines without a bar are layers that multiply nothing.")
        {
            Body = Html.Of($"""
                <div class="networks">
                {networks.Select(n => Html.Of($"<figure><h3>{n.Title}: {n.Network.Spec.Name}</h3><div class=\"drawing\">{NetworkDrawing.Of(n.Network, before)}</div><figcaption>{Figures.Count(n.Network.ParameterCount)} parameters, {Figures.Count(n.Network.Macs)} multiply-accumulates a sample.</figcaption></figure>\n"))}
                </div>
                """),
        };
}
