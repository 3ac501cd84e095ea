using NetSpec.Runtime;

namespace NetSpec.Tests.Training;

public class SeedsTests
{
    [Fact]
    public void Every_place_has_its_own_seed()
    {
        var seeds = new HashSet<ulong>();
        for (ulong seed = 0; seed < 10; seed++)
        {
            Assert.True(seeds.Add(Seeds.Derive(seed, 1)));
            for (ulong step = 0; step < 100; step++)
                Assert.True(seeds.Add(Seeds.Derive(seed, 1, step)));
        }
        Assert.NotEqual(Seeds.Derive(1, 2, 3), Seeds.Derive(1, 3, 2));
    }

    [Fact]
    public void The_same_place_has_the_same_seed_for_good() => Assert.Equal(0x0EE3_BB45_9E9E_297BUL, Seeds.Derive(1, 2, 3));

    [Fact]
    public void It_allocates_nothing()
    {
        var sum = Seeds.Derive(1, 2, 3);
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (ulong i = 0; i < 100; i++)
                sum += Seeds.Derive(1, 2, i);
        }));
        Assert.NotEqual(0UL, sum);
    }
}
