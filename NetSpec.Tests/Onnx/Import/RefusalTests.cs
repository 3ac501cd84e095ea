using NetSpec.Runtime;
using NetSpec.Spec;
using Proto = NetSpec.Onnx.Schema;

namespace NetSpec.Tests.Onnx.Import;

/// <summary>What is said otherwise, and what is never taken for something else.</summary>
public class RefusalTests
{
    [Fact]
    public void ACellThatComputesOtherwiseIsRefusedByName()
    {
        Proto.Model Gru(long reset) => Models.Of([5, -1, 2], Models.Node("GRU", "cell", "y", "x", "w", "r").With("linear_before_reset", reset).With("hidden_size", 3L))
            .With(Models.Float("w", [1, 9, 2], new float[18])).With(Models.Float("r", [1, 9, 3], new float[27]));

        Assert.Contains("GRU 'cell' cannot be said in the language: its linear_before_reset is 0", Message(Gru(0)));
        Assert.Equal("  - { gru: 3, return: sequence }", Layers(Gru(1)));
        var clipped = Gru(1);
        clipped.Graph.Node[0].With("clip", 1f);
        Assert.Contains("it clips its gates", Message(clipped));
    }

    [Fact]
    public void NumbersThatDependOnTheBatchAreNoWeights()
    {
        var sum = Models.Of(
            [-1, 2],
            Models.Node("Shape", "s", "shape", "x"),
            Models.Node("Cast", "c", "number", "shape").With("to", 1L),
            Models.Node("Add", "plus", "y", "x", "number"));
        Assert.Contains("Add 'plus' cannot be said in the language: its constant depends on the size of the batch", Message(sum));
    }

    [Fact]
    public void PlacesThatDependOnTheBatchAreNoPlaces()
    {
        var model = Models.Of([-1, 5, 2], Models.Node("Shape", "s", "shape", "x").With("end", 1L), Models.Node("Slice", "cut", "y", "x", "from", "shape", "axes"))
            .With(Models.Whole("from", [1], 0)).With(Models.Whole("axes", [1], 1));
        Assert.Contains("Slice 'cut' cannot be said in the language: its ends depend on the size of the batch", Message(model));
    }

    [Fact]
    public void WaysThatCrossAreRefused()
    {
        Proto.Node Dense(string name, string output, string input) => Models.Node("MatMul", name, output, input, "w");
        var crossed = Models.Of(
            [-1, 2],
            Dense("a", "a", "x"),
            Dense("b", "b", "x"),
            Models.Node("Add", "first", "sum", "a", "b"),
            Models.Node("Concat", "second", "y", "sum", "b").With("axis", 1L)).With(Models.Float("w", [2, 2], 1, 2, 3, 4));
        Assert.Contains("MatMul 'b' cannot be said in the language: what it gives is read in a way that residual and concat cannot say", Message(crossed));
    }

    [Fact]
    public void WaysThatMeetAreResidualsAndConcats()
    {
        var model = Models.Of(
            [-1, 2],
            Models.Node("MatMul", "a", "a", "x", "w"),
            Models.Node("Add", "first", "sum", "x", "a"),
            Models.Node("Relu", "r", "h", "sum"),
            Models.Node("MatMul", "b", "b", "h", "w"),
            Models.Node("Concat", "second", "y", "h", "b").With("axis", -1L)).With(Models.Float("w", [2, 2], 1, 2, 3, 4));

        Assert.Equal(
            "  - residual:\n      body:\n        - { dense: 2, bias: false }\n    activation: relu\n  - concat:\n      - []\n      - [{ dense: 2, bias: false }]",
            Layers(model));
        ImportedForward.Near([8, 12, 44, 64], ImportedForward.Run(ImportedForward.Import(model), [1, 2], [1, 2], 1, 4));
    }

    [Fact]
    public void OldVersionsAndUnknownAttributesAreRefused()
    {
        var old = Models.Of([-1, 2], Models.Node("Relu", "r", "y", "x"));
        old.OpsetImport[0].Version = 5;
        Assert.Contains("Relu 'r' cannot be said in the language: the model uses version 5", Message(old));
        Assert.Contains("its attribute 'surprise' is not known", Message(Models.Of([-1, 2], Models.Node("Relu", "r", "y", "x").With("surprise", 1L))));
    }

    [Fact]
    public void TheLossIsWhatTheAnswerAllows()
    {
        NetworkSpec Spec(string activation) => ImportedForward.Import(Models.Of([-1, 2], Models.Node("MatMul", "m", "h", "x", "w"), Models.Node(activation, "a", "y", "h"))
            .With(Models.Float("w", [2, 2], 1, 2, 3, 4))).Spec;

        Assert.Equal(Loss.CrossEntropy, Spec("LogSoftmax").Loss);
        Assert.Equal(Loss.Mse, Spec("Softmax").Loss);
    }

    [Fact]
    public void ANameThatCSharpDoesNotTakeIsLeftOut()
    {
        var model = Models.Of([-1, 2], Models.Node("MatMul", "a", "h", "x", "net.out.weight"), Models.Node("MatMul", "b", "y", "h", "net.fc2.weight"))
            .With(Models.Float("net.out.weight", [2, 2], 1, 2, 3, 4)).With(Models.Float("net.fc2.weight", [2, 2], 1, 2, 3, 4));
        Assert.Equal("  - { dense: 2, bias: false }\n  - { dense: 2, bias: false, name: fc2 }", Layers(model));
    }

    private static string Message(Proto.Model model) => Assert.Throws<InputException>(() => ImportedForward.Import(model)).Message;

    private static string Layers(Proto.Model model)
    {
        var lines = SpecWriter.Write(ImportedForward.Import(model).Spec).Split('\n');
        return string.Join("\n", lines.SkipWhile(l => l != "layers:").Skip(1).TakeWhile(l => !l.StartsWith("loss", StringComparison.Ordinal)));
    }
}
