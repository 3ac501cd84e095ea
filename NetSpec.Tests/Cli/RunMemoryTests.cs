using NetSpec.Cli.Hosting;
using NetSpec.Cli.Networks;
using NetSpec.Cli.Recipes;
using NetSpec.Cli.Running;
using NetSpec.Pruning;
using static NetSpec.Tests.Cli.MiniRun;

namespace NetSpec.Tests.Cli;

/// <summary>What a run holds on to, which must not grow with its repeats.</summary>
public class RunMemoryTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void EveryNetworkOfARunIsDisposed(int repeats)
    {
        using var session = new CommandSession();
        var recipe = RecipeReader.Read(Prepare(session, MiniRun.Recipe.Replace("repeat: 2", $"repeat: {repeats}")));
        using var compiled = new CompiledNetworks();
        var factory = new CountingFactory(compiled);

        var results = new RecipeRun(recipe, RecipeCheck.Network(recipe), session.At("result"), factory, null, default).Run(new Progress<Step>());

        Assert.Equal(repeats, results.Count);
        Assert.Equal(0, factory.Live);
        Assert.InRange(factory.Made, 5 * repeats, 40 * repeats);
        // The original, and while it is pruned the pruner's own and the result.
        Assert.InRange(factory.Most, 2, 4);
    }
}
