using NetSpec.Runtime;

namespace NetSpec.Tests.Recurrent;

/// <summary>Layouts of recurrent parameters.</summary>
public class LayoutTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 5, 4)]
    [InlineData(3, 16, 7)]
    [InlineData(4, 17, 17)]
    [InlineData(4, 33, 2)]
    public void GiveEveryValueAPlaceOfItsOwn(int gates, int hidden, int inputs)
    {
        var weight = new GatePanelLayout(gates, hidden, inputs);
        var places = Enumerable.Range(0, gates * hidden * inputs).Select(weight.IndexOf).ToList();
        Assert.Equal(places.Count, places.Distinct().Count());
        Assert.All(places, p => Assert.InRange(p, 0, weight.PackedLength - 1));
        Assert.Equal(0, weight.PackedLength % 16);
    }

    [Fact]
    public void PutOneUnitOfAllGatesInOneLane()
    {
        var (weight, bias) = (new GatePanelLayout(4, 5, 3), new GateVectorLayout(4, 5));
        for (var gate = 0; gate < 4; gate++)
        {
            for (var unit = 0; unit < 5; unit++)
            {
                Assert.Equal(unit, bias.IndexOf((gate * 5) + unit) % 16);
                // Columns of gates 0 and 1 fill the first panel of 32; rows are inputs.
                Assert.Equal((gate / 2 * 32 * 3) + (2 * 32) + (gate % 2 * 16) + unit, weight.IndexOf((((gate * 5) + unit) * 3) + 2));
            }
        }
    }
}
