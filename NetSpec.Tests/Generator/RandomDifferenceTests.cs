using System.Globalization;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Tests.Generator;

/// <summary>Randomly made networks of mixed kinds against central differences in float64. NETSPEC_RANDOM_NETWORKS=N tries the first N seeds.</summary>
public class RandomDifferenceTests
{
    private const int Usual = 12;

    public static TheoryData<int> Seeds { get; } = new(Enumerable.Range(0, Count));

    private static int Count =>
        int.TryParse(Environment.GetEnvironmentVariable("NETSPEC_RANDOM_NETWORKS"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : Usual;

    [Theory]
    [MemberData(nameof(Seeds))]
    public void GradientsAreThoseOfTheLoss(int seed)
    {
        var spec = RandomNetworks.Of(seed);
        try
        {
            // One compilation for both modes; vector widths take turns.
            foreach (var training in (bool[])[false, true])
            {
                using var problem = new FiniteDifferences(spec, (VectorPath)(1 + (seed / 3 % 3)), seed: seed + 1, training: training);
                problem.AssertGradients();
            }
        }
        catch (Xunit.Sdk.XunitException exception)
        {
            Assert.Fail($"Seed {seed}: {exception.Message}\n{spec}");
        }
    }

    [Fact]
    public void TheUsualSeedsMeetEveryKind() =>
        Assert.Empty(LayerKinds.All.Select(kind => kind.Keyword).Except(Enumerable.Range(0, Usual).SelectMany(seed => RandomNetworks.KindsOf(RandomNetworks.Of(seed)))));

    [Fact]
    public void ASeedGivesOneNetwork() => Assert.Equal(RandomNetworks.Of(7), RandomNetworks.Of(7));
}
