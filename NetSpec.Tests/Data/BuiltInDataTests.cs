using NetSpec.Runtime;

namespace NetSpec.Tests.Data;

public sealed class BuiltInDataTests
{
    [Fact]
    public void DigitsAreSplitByTheirSeed()
    {
        using var data = DataLoader.Load(DataOptions.Parse("digits:seed=1", ""));
        Assert.Equal((1438, 359), (data.Train.Count, data.Test!.Count));
        Assert.Equal((64, 1), (data.Train.InputSize, data.Train.TargetSize));
        Assert.Equal(16, data.Description.Scale);
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], data.Description.ClassNames);
        using var same = DataLoader.Load(DataOptions.Parse("digits:shuffle_seed=1", ""));
        Assert.Equal(data.Train.ReadAll(), same.Train.ReadAll(), Same);
        using var other = DataLoader.Load(DataOptions.Parse("digits:seed=2", ""));
        Assert.NotEqual(data.Train.ReadAll(), other.Train.ReadAll(), Same);
    }

    [Fact]
    public void DigitsAreAllThereWhateverTheSplit()
    {
        using var whole = DataLoader.Load(DataOptions.Parse("digits:test=0", ""));
        var (inputs, targets) = whole.Train.ReadAll();
        Assert.Null(whole.Test);
        Assert.Equal(1797 * 64, inputs.Length);
        // The first line of the file: an image of 0.
        Assert.Equal([0, 0, 5 / 16f, 13 / 16f, 9 / 16f, 1 / 16f, 0, 0], inputs[..8]);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], targets[..10]);
        using var split = DataLoader.Load(DataOptions.Parse("digits:test=0.3,validation=0.1", ""));
        Assert.Equal((1132, 126, 539), (split.Train.Count, split.Validation!.Count, split.Test!.Count));
        var parts = new[] { split.Train, split.Validation, split.Test }.SelectMany(part => Rows(part)).Order(StringComparer.Ordinal);
        Assert.Equal(Rows(whole.Train).Order(StringComparer.Ordinal), parts);
    }

    [Fact]
    public void LimitChoosesByTheSeed()
    {
        using var data = DataLoader.Load(DataOptions.Parse("digits:limit=100,test=0.2", ""));
        Assert.Equal((80, 20), (data.Train.Count, data.Test!.Count));
        using var mini = DataLoader.Load(DataOptions.Parse("mini:train=50,test=40,limit=30", ""));
        Assert.Equal((30, 30), (mini.Train.Count, mini.Test!.Count));
    }

    [Fact]
    public void MiniIsTheThesisData()
    {
        using var data = DataLoader.Load(DataOptions.Parse("mini:train=20000,test=0,seed=3", ""));
        Assert.Null(data.Test);
        Assert.Equal((30, 1, 20000), (data.Train.InputSize, data.Train.TargetSize, data.Train.Count));
        var (inputs, targets) = data.Train.ReadAll();
        for (var i = 0; i < targets.Length; i++)
            Assert.Equal(inputs.AsSpan(i * 30, 30).ToArray().Average(v => (double)v) >= -0.6 ? 1 : 0, targets[i]);
        // x = log|T| with T of variance 1.1: E[x] = (log 1.1 - gamma - log 2) / 2 = -0.5875, and E[exp(2x)] = 1.1.
        Assert.Equal(-0.5875, inputs.Average(v => (double)v), 0.01);
        Assert.Equal(1.1, inputs.Average(v => Math.Exp(2 * v)), 0.02);
        Assert.InRange(targets.Average(), 0.45, 0.6);
        // Units share a part of variance 0.1, so the mean of T's squares varies more than that of 30 independent ones (2/30).
        var squares = inputs.Chunk(30).Select(x => x.Average(v => Math.Exp(2 * v))).ToArray();
        Assert.Equal(2 * ((29 * 0.01) + 1.21) / 30, squares.Average(s => (s - 1.1) * (s - 1.1)), 0.01);
    }

    [Fact]
    public void MiniKeepsItsFirstSamplesAndItsTestSet()
    {
        using var small = DataLoader.Load(DataOptions.Parse("mini:train=10,test=5,seed=1", ""));
        using var large = DataLoader.Load(DataOptions.Parse("mini:train=30,test=5,seed=1", ""));
        Assert.Equal(small.Train.ReadAll().Inputs, large.Train.ReadAll().Inputs[..300]);
        Assert.Equal(small.Test!.ReadAll(), large.Test!.ReadAll(), Same);
        Assert.NotEqual(small.Train.ReadAll().Inputs[..150], small.Test!.ReadAll().Inputs);
        using var other = DataLoader.Load(DataOptions.Parse("mini:train=10,test=5,seed=2", ""));
        Assert.NotEqual(small.Train.ReadAll().Inputs, other.Train.ReadAll().Inputs);
    }

    private static bool Same((float[] Inputs, float[] Targets) left, (float[] Inputs, float[] Targets) right) =>
        left.Inputs.AsSpan().SequenceEqual(right.Inputs) && left.Targets.AsSpan().SequenceEqual(right.Targets);

    private static IEnumerable<string> Rows(IDataSource source)
    {
        var (inputs, targets) = source.ReadAll();
        return inputs.Chunk(source.InputSize).Zip(targets, (x, y) => string.Join(' ', x) + ":" + y);
    }
}
