namespace NetSpec.Report.Drawing;

/// <summary>Something with a size that can be drawn at a place; edges enter at the middle of its top and leave at the middle of its bottom.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
internal abstract record Node(double Width, double Height)
{
    /// <summary>Draws it.</summary>
    /// <param name="x">Its left side.</param>
    /// <param name="y">Its top.</param>
    public abstract Html Draw(double x, double y);

    /// <summary>A text that is cut where it is longer than the pixels it has.</summary>
    protected static string Fit(string text, double pixels, double perCharacter)
    {
        var most = Math.Max(2, (int)(pixels / perCharacter));
        return text.Length <= most ? text : text[..(most - 1)] + "…";
    }

    /// <summary>An edge that goes down from one place to another, with a tip.</summary>
    protected static Html Edge(double fromX, double fromY, double toX, double toY)
    {
        var middle = (fromY + toY) / 2;
        return Html.Of($"<path class=\"edge\" d=\"M{fromX} {fromY}C{fromX} {middle} {toX} {middle} {toX} {toY}\"/><path class=\"tip\" d=\"M{toX - 3.5} {toY - 5.5}h7l-3.5 5.5Z\"/>");
    }
}
