namespace NetSpec.Runtime;

/// <summary>Moves the image by up to so many pixels each way; what comes in is 0.</summary>
internal sealed class Shift : ImageChange
{
    public override string Name => "shift";

    public override int DefaultSize(int height, int width) => Math.Min(height, width) >= 32 ? 4 : 2;

    public override void Apply(Image image, int size, ref Draws draws)
    {
        var down = draws.Next((2 * size) + 1) - size;
        var right = draws.Next((2 * size) + 1) - size;
        for (var channel = 0; channel < image.Channels; channel++)
        {
            // Starting where the image moves to, so that no row is written before it is read.
            for (var i = 0; i < image.Height; i++)
            {
                var y = down > 0 ? image.Height - 1 - i : i;
                var row = image.Row(channel, y);
                if (y - down < 0 || y - down >= image.Height)
                    row.Clear();
                else
                    Move(image.Row(channel, y - down), row, right);
            }
        }
    }

    private static void Move(ReadOnlySpan<float> from, Span<float> to, int right)
    {
        if (right >= 0)
        {
            from[..^right].CopyTo(to[right..]);
            to[..right].Clear();
        }
        else
        {
            from[-right..].CopyTo(to);
            to[^-right..].Clear();
        }
    }
}
