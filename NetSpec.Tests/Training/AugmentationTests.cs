using NetSpec.Runtime;

namespace NetSpec.Tests.Training;

public class AugmentationTests
{
    private const int Channels = 2;
    private const int Height = 5;
    private const int Width = 6;
    private const int Size = Channels * Height * Width;

    private static readonly float[] _image = [.. Enumerable.Range(1, Size).Select(i => (float)i)];

    private static readonly NetworkInfo _info = new TinyNetwork(Loss.Mse, Size, 1, 1, image: [Channels, Height, Width]).Info;

    [Fact]
    public void A_shift_goes_every_way_and_fills_with_zeros() => AssertMakesAll(
        new("shift", 2),
        [.. from down in Enumerable.Range(-2, 5) from right in Enumerable.Range(-2, 5) select Made((c, y, x) => Pixel(c, y - down, x - right))]);

    [Fact]
    public void A_flip_mirrors_or_not() => AssertMakesAll(
        new("flip"),
        [_image, Made((c, y, x) => Pixel(c, y, Width - 1 - x))]);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_cutout_is_a_square_around_any_pixel(int size) => AssertMakesAll(
        new("cutout", size),
        [.. from top in Enumerable.Range(-(size / 2), Height) from left in Enumerable.Range(-(size / 2), Width)
            select Made((c, y, x) => y >= top && y < top + size && x >= left && x < left + size ? 0 : Pixel(c, y, x))]);

    [Fact]
    public void Changes_depend_on_seed_epoch_and_sample_alone()
    {
        AugmentOptions[] all = [new("shift", 2), new("flip"), new("cutout", 2)];
        var together = Batch(all, 1, 3, [4, 7, 9]);
        Assert.Equal(together, (float[])[.. Batch(all, 1, 3, [4]), .. Batch(all, 1, 3, [7, 9])]);
        Assert.Equal(together[..Size], Batch(all, 1, 3, [9, 7, 4])[^Size..]);
        Assert.Equal(3, together.Chunk(Size).Select(i => string.Join(' ', i)).Distinct().Count());
        Assert.NotEqual(together, Batch(all, 1, 4, [4, 7, 9]));
        Assert.NotEqual(together, Batch(all, 2, 3, [4, 7, 9]));
    }

    [Theory]
    [InlineData(28, "shift 2, flip, cutout 8")]
    [InlineData(32, "shift 4, flip, cutout 8")]
    public void Sizes_follow_the_images(int size, string expected)
    {
        var info = _info with { InputShape = [1, size, size] };
        Assert.Equal(expected, new Augmenter([new("shift"), new("flip"), new("cutout")], info, 1).Key);
    }

    [Fact]
    public void Training_sees_changed_images_and_measures_the_given_ones()
    {
        var network = new TinyNetwork(Loss.Mse, Size, 2, 1, image: [Channels, Height, Width]) { SeenInputs = [] };
        var source = new ArraySource([.. _image, .. _image, .. _image, .. _image, .. _image], [1, 2, 3, 4, 5], Size, 1);
        var options = new TrainingOptions { Batch = 2, Epochs = 3, Optimizer = new("sgd", 1e-9), Augment = [new("shift", 2), new("flip")] };
        var result = Trainer.Train(network, source, source, options);

        var seen = network.SeenInputs.SelectMany(i => i.Chunk(Size)).ToList();
        Assert.Equal(15, seen.Count);
        Assert.InRange(seen.Select(i => string.Join(' ', i)).Distinct().Count(), 10, 15);
        // Without the changes both losses would be one number to rounding: the network hardly learns at this rate.
        Assert.All(result.Epochs, e => Assert.NotEqual(e.TrainLoss, e.ValidationLoss!.Value, 1e-6));
        Assert.Equal(result.Epochs[0].ValidationLoss!.Value, result.Epochs[2].ValidationLoss!.Value, 1e-6);
    }

    [Fact]
    public void Changing_allocates_nothing()
    {
        var network = new TinyNetwork(Loss.Mse, Size, 2, 1, image: [Channels, Height, Width]);
        var source = new ArraySource([.. Enumerable.Repeat(_image, 20).SelectMany(i => i)], new float[20], Size, 1);
        Trainer.Train(network, source, null, new() { Batch = 2, Epochs = 3, Augment = [new("shift"), new("flip"), new("cutout", 3)] });
        for (var call = 1; call < 30; call++)
        {
            if (call % 10 != 0) Assert.Equal(network.Allocated[call - 1], network.Allocated[call]);
        }
    }

    [Theory]
    [InlineData("shift", 5)]
    [InlineData("cutout", 5)]
    [InlineData("cutout", null)]
    public void Sizes_that_leave_nothing_are_refused(string name, int? size) => Assert.Equal(
        $"augment: {name} of {size ?? 8} pixels leaves nothing of the images [2, 5, 6] of Tiny.",
        Assert.Throws<InputException>(() => new Augmenter([new(name, size)], _info, 1)).Message);

    [Fact]
    public void The_same_change_twice_is_refused() => Assert.Equal(
        "augment names flip twice.",
        Assert.Throws<InputException>(() => new Augmenter([new("flip"), new("shift"), new("flip")], _info, 1)).Message);

    private static void AssertMakesAll(AugmentOptions option, float[][] expected)
    {
        var wanted = expected.Select(i => string.Join(' ', i)).ToHashSet();
        var made = Batch([option], 5, 1, [.. Enumerable.Range(0, 1000).Select(i => (long)i)]).Chunk(Size).Select(i => string.Join(' ', i)).ToList();
        Assert.Equal(wanted.Order(), made.Distinct().Order());
        Assert.All(made.GroupBy(i => i), g => Assert.InRange(g.Count(), 1000 / wanted.Count / 4, 4000));
    }

    private static float[] Batch(AugmentOptions[] options, ulong seed, int epoch, long[] samples)
    {
        var batch = Enumerable.Repeat(_image, samples.Length).SelectMany(i => i).ToArray();
        new Augmenter(options, _info, seed).Apply(batch, samples, epoch);
        return batch;
    }

    private static float Pixel(int channel, int y, int x) =>
        y is >= 0 and < Height && x is >= 0 and < Width ? _image[(((channel * Height) + y) * Width) + x] : 0;

    private static float[] Made(Func<int, int, int, float> pixel) =>
        [.. from c in Enumerable.Range(0, Channels) from y in Enumerable.Range(0, Height) from x in Enumerable.Range(0, Width) select pixel(c, y, x)];
}
