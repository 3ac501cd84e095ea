using NetSpec.Runtime;
using NetSpec.Tests.Files;

namespace NetSpec.Tests.Data;

public sealed class NpyDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void StreamsSamplesInAnyOrder()
    {
        var values = Enumerable.Range(0, 600).Select(i => (double)i).ToArray();
        Save("x", Tensor.Create(values, 100, 2, 3));
        Save("t", Tensor.Create(Enumerable.Range(0, 100).Select(i => (long)i % 7).ToArray(), 100));
        using var data = Load("");
        Assert.Equal((100, 6, 1), (data.Train.Count, data.Train.InputSize, data.Train.TargetSize));
        Assert.IsType<RowSource>(data.Train);
        var inputs = new float[24];
        var targets = new float[4];
        data.Train.Read([99, 5, 6, 0], inputs, targets);
        Assert.Equal(new[] { 99, 5, 6, 0 }.SelectMany(i => Enumerable.Range(6 * i, 6)).Select(v => (float)v), inputs);
        Assert.Equal([99 % 7, 5, 6, 0], targets);
    }

    [Fact]
    public void TargetsHaveTheShapeOfTheOutputs()
    {
        Save("x", Tensor.Create(new float[6], 2, 3));
        Save("t", Tensor.Create(Enumerable.Range(0, 12).Select(i => (float)i).ToArray(), 2, 3, 2));
        using var data = Load("");
        var targets = new float[6];
        data.Train.Read([1], new float[3], targets);
        Assert.Equal([6, 7, 8, 9, 10, 11], targets);
    }

    [Fact]
    public void ManyThreadsReadTheSame()
    {
        Save("x", Tensor.Create(Enumerable.Range(0, 3000).Select(i => (float)i).ToArray(), 1000, 3));
        Save("t", Tensor.Create(Enumerable.Range(0, 2000).Select(i => (float)i).ToArray(), 1000, 2));
        using var data = Load("");
        Parallel.For(0, 2000, n =>
        {
            var i = n * 7919 % 1000;
            var (input, target) = (new float[3], new float[2]);
            data.Train.Read([i], input, target);
            Assert.Equal([3 * i, (3 * i) + 1, (3 * i) + 2], input);
            Assert.Equal([2 * i, (2 * i) + 1], target);
        });
    }

    [Fact]
    public void TakesATestSetOrAShare()
    {
        Save("x", Tensor.Create(new float[20], 10, 2));
        Save("t", Tensor.Create(new float[10], 10));
        Save("x2", Tensor.Create(new float[6], 3, 2));
        Save("t2", Tensor.Create(new float[3], 3));
        using var own = Load(",test_inputs=x2.npy,test_targets=t2.npy");
        Assert.Equal((10, 3), (own.Train.Count, own.Test!.Count));
        using var share = Load(",test=0.3,validation=0.5");
        Assert.Equal((3, 4, 3), (share.Train.Count, share.Validation!.Count, share.Test!.Count));
        Save("x2", Tensor.Create(new float[9], 3, 3));
        Assert.Equal("The test samples have 3 inputs and 1 targets, those to learn from 2 and 1.",
            Assert.Throws<InputException>(() => Load(",test_inputs=x2.npy,test_targets=t2.npy")).Message);
    }

    [Fact]
    public void RefusesWrongRanksTypesAndCounts()
    {
        Save("x", Tensor.Create(new float[4], 4));
        Save("t", Tensor.Create(new float[4], 4));
        Assert.Equal($"'{_folder.At("x.npy")}' has the shape [4], where inputs [samples, values] were expected.", Refusal());
        Save("x", Tensor.Create(new int[4], 4, 1));
        Assert.EndsWith("holds integers, where inputs of float32 or float64 were expected.", Refusal(), StringComparison.Ordinal);
        Save("x", Tensor.Create(new float[6], 3, 2));
        Assert.EndsWith("4 targets.", Refusal(), StringComparison.Ordinal);
        Save("t", Tensor.Create(new float[1]));
        Assert.Contains("has the shape [], where targets [samples] or [samples, ...] were expected", Refusal(), StringComparison.Ordinal);
        Save("x", Tensor.Create(Array.Empty<float>(), 3, 0));
        Save("t", Tensor.Create(new float[3], 3));
        Assert.Contains("where 1 to 2147483647 values a sample were expected", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void RefusesNanAndWhatFloat32CannotHold()
    {
        Save("x", Tensor.Create([1, 2, 3, 1e300], 2, 2));
        Save("t", Tensor.Create([0f, float.NaN], 2));
        using var data = Load("");
        Assert.Equal($"Sample 1 of '{_folder.At("x.npy")}' holds infinity at index 1, where finite numbers were expected.",
            Assert.Throws<InputException>(() => data.Train.Read([0, 1], new float[4], new float[2])).Message);
        Save("y", Tensor.Create([1f, 2, 3, 4], 2, 2));
        using var other = DataLoader.Load(DataOptions.Parse("npy:inputs=y.npy,targets=t.npy", _folder.Path));
        Assert.Contains("Sample 1 of", Assert.Throws<InputException>(() => other.Train.Read([1], new float[2], new float[1])).Message, StringComparison.Ordinal);
    }

    private void Save(string name, Tensor tensor) => Npy.Write(_folder.At(name + ".npy"), tensor);

    private DataSet Load(string more) => DataLoader.Load(DataOptions.Parse("npy:inputs=x.npy,targets=t.npy" + more, _folder.Path));

    private string Refusal() => Assert.Throws<InputException>(() => Load("")).Message;
}
