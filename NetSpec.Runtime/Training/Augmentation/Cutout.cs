namespace NetSpec.Runtime;

/// <summary>Sets a square to 0 in all channels (DeVries and Taylor 2017): its centre is any pixel, so that parts of it may lie outside.</summary>
internal sealed class Cutout : ImageChange
{
    public override string Name => "cutout";

    public override int DefaultSize(int height, int width) => 8;

    public override void Apply(Image image, int size, ref Draws draws)
    {
        var (top, bottom) = Around(draws.Next(image.Height), size, image.Height);
        var (left, right) = Around(draws.Next(image.Width), size, image.Width);
        for (var channel = 0; channel < image.Channels; channel++)
        {
            for (var y = top; y < bottom; y++)
                image.Row(channel, y)[left..right].Clear();
        }
    }

    private static (int Start, int End) Around(int centre, int size, int length) =>
        (Math.Max(0, centre - (size / 2)), Math.Min(length, centre - (size / 2) + size));
}
