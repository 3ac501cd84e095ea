using NetSpec.Runtime;
using Proto = NetSpec.Onnx.Schema;

namespace NetSpec.Tests.Onnx.Import;

/// <summary>What would lose digits, order, memory or time is refused, and constants are computed as their types say.</summary>
public class LimitTests
{
    [Theory]
    [InlineData(-1e30f, 1f)]
    [InlineData(-65504f, 65504f)]
    [InlineData(-1e8f, null)]
    public void BoundsThatLoseTheValueAreRefused(float low, float? high)
    {
        var clip = Models.Node("Clip", "c", "y", high is null ? ["x", "low"] : ["x", "low", "high"]);
        var model = Models.Of([-1, 2], clip).With(Models.Float("low", [], low)).With(Models.Float("high", [], high ?? 0));
        Assert.Matches("^Clip 'c' cannot be said in the language: its bounds? -.* more than 16 from 0", Message(model));
    }

    [Fact]
    public void OtherNodesWithWideBoundsAreRefused()
    {
        Assert.Contains("Max 'm' cannot be said in the language: its bound -10000 is", Message(Models.Of([-1, 2], Models.Node("Max", "m", "y", "x", "b")).With(Models.Float("b", [], -1e4f))));
        var pair = Models.Of([-1, 2], Models.Node("Max", "m", "h", "x", "b"), Models.Node("Min", "n", "y", "h", "t")).With(Models.Float("b", [], -1e4f)).With(Models.Float("t", [], 1));
        Assert.Contains("Min 'n' cannot be said in the language: its bounds -10000 and 1 are", Message(pair));
        Proto.Model Sigmoid(float alpha, float beta) => Models.Of([-1, 2], Models.Node("HardSigmoid", "h", "y", "x").With("alpha", alpha).With("beta", beta));
        Assert.Contains("its alpha 1000000 and beta", Message(Sigmoid(1e6f, 0.5f)));
        Assert.Contains("its bounds", Message(Sigmoid(1e-6f, 0.5f)));
        ImportedForward.Near([0, 0.9f], ImportedForward.Run(ImportedForward.Import(Sigmoid(0.5f, 0.4f)), [-2, 1], [1, 2], 1, 2));
    }

    [Fact]
    public void NarrowBoundsStay()
    {
        var model = Models.Of([-1, 3], Models.Node("Clip", "c", "y", "x", "low", "high")).With(Models.Float("low", [], -8)).With(Models.Float("high", [], 8));
        ImportedForward.Near([-8, 1.25f, 8], ImportedForward.Run(ImportedForward.Import(model), [-9, 1.25f, 1e6f], [1, 3], 1, 3));
    }

    [Fact]
    public void SeveralOutputsOfAnOldBatchNormalizationAreTraining()
    {
        Proto.Model Norm(params string[] more)
        {
            var node = Models.Node("BatchNormalization", "bn", "y", "x", "s", "s", "s", "s");
            node.Output.AddRange(more);
            var model = Models.Of([-1, 2], node).With(Models.Float("s", [2], 1, 1));
            model.OpsetImport[0].Version = 9;
            return model;
        }

        Assert.Contains("BatchNormalization 'bn' cannot be said in the language: it is in training mode (it has 3 outputs)", Message(Norm("mean", "variance")));
        ImportedForward.Import(Norm("", ""));
    }

    [Fact]
    public void FeaturesInAnotherOrderAreNoAnswer()
    {
        Proto.Model Turned(params long[] order) => Models.Of(
            [-1, 2],
            Models.Node("Gemm", "fc", "h", "x", "w"),
            Models.Node("Reshape", "r", "z", "h", "shape"),
            Models.Node("Transpose", "t", "y", "z").With("perm", order)).With(Models.Float("w", [2, 6], new float[12])).With(Models.Whole("shape", [3], 0, 2, 3));

        Assert.Contains("Transpose 't' cannot be said in the language: it gives a value of [batch, 3, 2] whose order", Message(Turned(0, 2, 1)));
        ImportedForward.Import(Turned(0, 1, 2));
    }

    [Fact]
    public void ProductsOfProductsEnd()
    {
        Proto.Node[] nodes = [.. Enumerable.Range(0, 40).Select(i => Models.Node("Mul", $"m{i}", i == 39 ? "y" : $"v{i}", i == 0 ? "x" : $"v{i - 1}", i == 0 ? "x" : $"v{i - 1}"))];
        Assert.Contains("Mul 'm0'", Message(Models.Of([-1, 2], nodes)));
    }

    [Fact]
    public void WeightsThatNobodyWroteHaveALimit()
    {
        var pool = Models.Node("AveragePool", "pool", "y", "x").With("kernel_shape", [40000L, 40000L]).With("pads", [1L, 1, 0, 0]).With("count_include_pad", 1L);
        Assert.Contains("AveragePool 'pool' cannot be said in the language: it becomes a convolution with weights of [1, 1, 40000, 40000]", Message(Models.Of([1, 1, 40000, 40000], pool)));
        Proto.Node[] nodes = [.. Enumerable.Range(0, 5).Select(i => Models.Node("ConstantOfShape", $"c{i}", $"k{i}", "s"))];
        var constants = Models.Of([-1, 2], [.. nodes, .. Enumerable.Range(0, 5).Select(i => Models.Node("Add", $"a{i}", i == 4 ? "y" : $"v{i}", i == 0 ? "x" : $"v{i - 1}", $"k{i}"))])
            .With(Models.Whole("s", [1], 1 << 24));
        Assert.Contains("ConstantOfShape 'c4' cannot be said in the language: with it the model's computed constants come to more than 67108864 numbers", Message(constants));
        Assert.Equal("The input 'x' has 17 axes; a network's input has 16 at most.", Message(Models.Of([.. Enumerable.Repeat(1L, 17)], Models.Node("Relu", "r", "y", "x"))));
    }

    [Theory]
    [InlineData(2, 300)]
    [InlineData(3, -129)]
    [InlineData(6, 1L << 31)]
    [InlineData(12, -1)]
    public void WholeNumbersThatDoNotFitAreRefused(long to, long value)
    {
        var model = Scaled(Models.Node("Cast", "c", "k", "a").With("to", to), Models.Node("Cast", "f", "f", "k").With("to", 1L)).With(Models.Whole("a", [1], value));
        Assert.Contains($"Cast 'c' cannot be said in the language: it casts {value} to whole numbers from", Message(model));
    }

    [Theory]
    [InlineData(10, 0.1f, 0.099975586f)]
    [InlineData(16, 0.1f, 0.10009765625f)]
    [InlineData(16, 1.00390625f, 1f)]
    public void HalfPrecisionRounds(long to, float value, float rounded) =>
        Gives(rounded, Scaled(Models.Node("Cast", "c", "f", "a").With("to", to)).With(Models.Float("a", [1], value)));

    [Fact]
    public void APowerHasTheTypeOfItsBase() => Gives(
        2,
        Scaled(Models.Node("Pow", "p", "p", "a", "e"), Models.Node("Cast", "c", "f", "p").With("to", 1L)).With(Models.Whole("a", [1], 2)).With(Models.Float("e", [1], 1.5f)));

    [Fact]
    public void NothingTurnedAroundIsNothing() => Gives(
        3,
        Scaled(Models.Node("Slice", "s", "n", "none", "last", "end", "axis", "back"), Models.Node("Concat", "c", "f", "n", "k").With("axis", 0L))
            .With(Models.Float("none", [0])).With(Models.Float("k", [1], 3)).With(Models.Whole("last", [1], -1)).With(Models.Whole("end", [1], -9))
            .With(Models.Whole("axis", [1], 0)).With(Models.Whole("back", [1], -1)));

    // The input times f.
    private static Proto.Model Scaled(params Proto.Node[] nodes) => Models.Of([-1, 2], [.. nodes, Models.Node("Mul", "m", "y", "x", "f")]);

    private static void Gives(float factor, Proto.Model model) =>
        ImportedForward.Near([factor, 2 * factor], ImportedForward.Run(ImportedForward.Import(model), [1, 2], [1, 2], 1, 2));

    private static string Message(Proto.Model model) => Assert.Throws<InputException>(() => ImportedForward.Import(model)).Message;
}
