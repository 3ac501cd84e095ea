namespace NetSpec.Runtime;

/// <summary>Mirrors every second image, left to right.</summary>
internal sealed class Flip : ImageChange
{
    public override string Name => "flip";

    public override bool TakesSize => false;

    public override int DefaultSize(int height, int width) => 0;

    public override void Apply(Image image, int size, ref Draws draws)
    {
        if (draws.Next(2) == 0) return;
        for (var channel = 0; channel < image.Channels; channel++)
        {
            for (var y = 0; y < image.Height; y++)
                image.Row(channel, y).Reverse();
        }
    }
}
