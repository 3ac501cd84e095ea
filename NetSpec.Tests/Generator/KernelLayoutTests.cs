using NetSpec.Generator;
using NetSpec.Runtime;

namespace NetSpec.Tests.Generator;

/// <summary>The runtime's door to kernels and the generator's idea of their panels agree.</summary>
public class KernelLayoutTests
{
    [Theory]
    [InlineData(1, 1, 9, 1)]
    [InlineData(33, 5, 6, 1)]
    [InlineData(64, 32, 9, 1)]
    [InlineData(6, 2, 1, 3)]
    [InlineData(48, 7, 4, 2)]
    [InlineData(96, 3, 3, 4)]
    [InlineData(130, 1, 2, 65)]
    public void EveryValueHasAPlaceOfItsOwn(int units, int inputsOfGroup, int taps, int groups)
    {
        var layout = new KernelLayout(units, inputsOfGroup, taps, groups);
        var places = Enumerable.Range(0, units * inputsOfGroup * taps).Select(layout.IndexOf).ToHashSet();
        Assert.Equal(units * inputsOfGroup * taps, places.Count);
        Assert.All(places, p => Assert.InRange(p, 0, layout.PackedLength - 1));

        var grid = new WindowGrid(WindowAxis.One, new WindowAxis(Size: taps, Window: taps));
        var walk = ConvolutionWalk.Forward(grid, inputsOfGroup * groups, units, groups, row: 16);
        Assert.Equal(walk.KernelLength, layout.PackedLength);
    }

    [Fact]
    public void DepthwiseKernelsLieTapByTap()
    {
        var layout = new DepthwiseLayout(channels: 5, taps: 3);
        Assert.Equal(48, layout.PackedLength);
        Assert.Equal([0, 16, 32, 1, 17, 33], Enumerable.Range(0, 6).Select(layout.IndexOf));
    }
}
