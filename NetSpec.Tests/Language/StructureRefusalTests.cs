using NetSpec.Pruning;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Tests.Language;

/// <summary>Bad structure: every message names what was found, what was expected and which layers it is about.</summary>
public sealed class StructureRefusalTests
{
    [Theory]
    [InlineData(
        "[3, 8, 8]",
        "residual: { body: [{ conv2d: 3, kernel: 3 }, { conv2d: 5, kernel: 1, name: last }], shortcut: [{ conv2d: 5, kernel: 1, stride: 2 }] }",
        "NS1041: 'residual1' adds 'residual1.last', which gives [5, 6, 6], and 'residual1.shortcut.conv2d1', which gives [5, 4, 4]; both must be the same")]
    [InlineData(
        "4",
        "residual: { body: [{ dense: 6 }] }",
        "NS1041: 'residual1' adds 'residual1.dense1', which gives [6], and the input, which gives [4]; both must be the same")]
    [InlineData(
        "[3, 8, 8]",
        "concat: [[{ conv2d: 4, padding: same }], [{ maxpool: 2 }]]",
        "NS1042: 'concat1' joins 'concat1.branch1.conv2d1', which gives [4, 8, 8], and 'concat1.branch2.maxpool1', which gives [3, 4, 4]; only the first dimension may differ")]
    [InlineData(
        "[6, 4]",
        "concat: [[{ gru: 3, return: sequence }], [{ gru: 3 }]]",
        "NS1042: 'concat1' joins units or channels, but 'concat1.branch1.gru1' gives the sequence [6, 3]")]
    [InlineData(
        "[2, 6, 9]",
        "{ conv2d: 4, kernel: [3, 5], dilation: [3, 1], padding: 0 }",
        "NS1043: The kernel of 'conv2d1' spans 7 values along the height, dilation included, but the input gives [2, 6, 9], which has 6 with its padding")]
    [InlineData(
        "[5, 2]",
        "{ conv1d: 4, kernel: 8, padding: 1 }",
        "NS1043: The kernel of 'conv1d1' spans 8 values along the time, but the input gives [5, 2], which has 7 with its padding")]
    [InlineData("[2, 6, 3]", "maxpool: 4", "NS1043: The window of 'maxpool1' spans 4 values along the width, but the input gives [2, 6, 3], which has 3 with its padding")]
    [InlineData("[6, 8, 8]", "{ conv2d: 8, groups: 3 }", "NS1044: 3 groups of 'conv2d1' must divide both its 8 filters and the 6 channels that the input gives")]
    [InlineData("[9, 4]", "{ conv1d: 9, groups: 3 }", "NS1044: 3 groups of 'conv1d1' must divide both its 9 filters and the 4 channels that the input gives")]
    [InlineData(
        "[2, 8, 8]",
        "{ conv2d: 4, kernel: [3, 4], padding: same }",
        "NS1045: Padding 'same' of 'conv2d1' needs an odd kernel and stride 1; found a kernel of 4 and stride 1 along the width")]
    [InlineData(
        "[9, 4]",
        "{ conv1d: 4, kernel: 3, stride: 2, padding: same }",
        "NS1045: Padding 'same' of 'conv1d1' needs an odd kernel and stride 1; found a kernel of 3 and stride 2 along the time")]
    [InlineData("[2, 8, 8]", "lstm: 4", "NS1040: The lstm layer 'lstm1' reads a sequence [time, features], but the input gives [2, 8, 8]")]
    [InlineData("[2, 8, 8]", "conv1d: 4", "NS1040: The conv1d layer 'conv1d1' reads a sequence [time, features], but the input gives [2, 8, 8]")]
    [InlineData("[2, 8, 8]", "gru: 4", "NS1040: The gru layer 'gru1' reads a sequence [time, features], but the input gives [2, 8, 8]")]
    [InlineData("[6, 4]", "conv2d: 4", "NS1040: The conv2d layer 'conv2d1' reads an image [channels, height, width], but the input gives [6, 4]")]
    public void NamesShapesAndPaths(string input, string layer, string message)
    {
        var error = Specs.Error(Specs.Text(input, layer));
        Assert.Equal(message, $"{error.Id}: {error.Message}");
        Assert.Equal(5, error.Span.StartLine);
    }

    [Theory]
    [InlineData("3", "dense: 2", null, "Tiny has no units that may be pruned: 'input' (3 units): the network's input; 'dense1' (2 units): the network's outputs.")]
    [InlineData(
        "3", "dense: 4", "residual: { body: [{ dense: 4 }] }",
        "Tiny has no units that may be pruned: 'input' (3 units): the network's input; 'dense1' (4 units): the network's outputs.")]
    [InlineData(
        "3", "{ dense: 4, activation: relu }", "dense: 2",
        "Tiny takes 1 widths, one for each of dense1 (4); found 2. What is not free: input (the network's input), dense2 (the network's outputs).")]
    public void OutputsAreNotPruned(string input, string first, string? second, string message)
    {
        var spec = Specs.Network(input, second is null ? [first] : [first, second]).Spec;
        var refusal = Assert.Throws<InputException>(() => Pruning.Networks.Prune(
            spec, Pruning.Networks.Weights(spec, 1), Pruning.Networks.Source(new float[30], 3), new() { Widths = WidthChoice.Given(2, 1) }));
        Assert.Equal(message, refusal.Message);
    }
}
