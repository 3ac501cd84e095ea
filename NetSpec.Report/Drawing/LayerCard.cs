namespace NetSpec.Report.Drawing;

/// <summary>A layer that computes: name, units, shape, and a bar as long as it has units; what was pruned away is outlined.</summary>
/// <param name="Title">Name in its list.</param>
/// <param name="Detail">Kind and shape.</param>
/// <param name="Parameters">Number of parameters, in words.</param>
/// <param name="Help">Said when one points at it.</param>
/// <param name="Units">Its units.</param>
/// <param name="Before">Its units before pruning.</param>
/// <param name="Widest">Units of the widest layer before pruning: the longest bar.</param>
/// <param name="CardWidth">In pixels.</param>
internal sealed record LayerCard(string Title, string Detail, string Parameters, string Help, int Units, int Before, int Widest, double CardWidth) : Node(CardWidth, 60)
{
    private const double Margin = 13;
    private const double RoomForParameters = 250;

    public override Html Draw(double x, double y)
    {
        var units = Units == Before ? Figures.Count(Units) : $"{Figures.Count(Units)} of {Figures.Count(Before)}";
        var (left, right, room) = (x + Margin, x + Width - Margin, Width - (2 * Margin));
        var length = room / Math.Max(1, Math.Max(Widest, Units));
        var ghost = Before <= Units ? Html.Empty : Html.Of($"<rect class=\"ghost\" x=\"{left + (Units * length)}\" y=\"{y + 46.5}\" width=\"{Math.Max(0.5, (Before - Units) * length)}\" height=\"6\"/>");
        var parameters = Width < RoomForParameters ? Html.Empty : Html.Of($"<text class=\"quiet right\" x=\"{right}\" y=\"{y + 37}\">{Parameters}</text>");
        return Html.Of($"""
            <g><title>{Help}</title><rect class="card" x="{x + 0.5}" y="{y + 0.5}" width="{Width - 1}" height="{Height - 1}" rx="9"/>
            <text class="name" x="{left}" y="{y + 20}">{Fit(Title, room - (units.Length * 8.2) - 8, 8.2)}</text><text class="right" x="{right}" y="{y + 20}">{units}</text>
            <text class="quiet" x="{left}" y="{y + 37}">{Fit(Detail, Width < RoomForParameters ? room : room - (Parameters.Length * 6.6) - 6, 6.6)}</text>{parameters}
            <rect class="bar" x="{left}" y="{y + 46}" width="{Math.Max(1, Units * length)}" height="7" rx="1.5"/>{ghost}</g>
            """);
    }
}
