using NetSpec.Spec.Frozen;

namespace NetSpec.Tests.Freeze;

public class FreezeTextTests
{
    private static readonly FrozenModel _model = Freezing.Model();
    private static readonly string _text = FrozenText.Write(_model);

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void TheTextReadsBackWhateverItsLineEnds(string end)
    {
        var (model, wrong) = FrozenReader.Read(_text.Replace("\n", end, StringComparison.Ordinal), "w");

        Assert.Null(wrong);
        Assert.Equal(_model, model);
        Assert.Equal(_text, FrozenText.Write(model!));
    }

    [Fact]
    public void ALineHoldsEighteenValues()
    {
        var weight = _model.Tensors.First(t => t.Name == "dense1.weight");

        Assert.Equal([96, 96, 96, 32], weight.Text.TrimEnd('\n').Split('\n').Select(line => line.Length));
        var changed = Freezing.With(weight, 20, _ => 7).Text;
        Assert.Equal([1], Enumerable.Range(0, 4).Where(i => weight.Text.Split('\n')[i] != changed.Split('\n')[i]));
        Assert.All(_text.Split('\n'), line => Assert.True(line.Length < 130));
    }

    [Fact]
    public void NoCutAndNoChangedCharacterGivesOtherWeights()
    {
        var body = _text.IndexOf("sha256", StringComparison.Ordinal);
        for (var i = 0; i < _text.Length; i++)
        {
            var (cut, cutWrong) = FrozenReader.Read(_text[..i], "w");
            Assert.True(cutWrong is { Id: "NS2010" } || cut == _model, $"cut at {i}");
            var other = FrozenReader.Read(_text[..i] + (_text[i] == 'B' ? 'C' : 'B') + _text[(i + 1)..], "w");
            Assert.True(other.Wrong is { Id: "NS2010" } || other.Model == _model || i < body, $"character {i}");
        }
    }

    [Theory]
    [InlineData("class: Tiny", "clas: Tiny", "w(3,1): error NS2010: Found 'clas: Tiny' where 'class: ...' was expected")]
    [InlineData("netspec-weights: 1", "netspec-weights: 2", "w(2,1): error NS2010: The weights are of version '2'; this version reads 1")]
    [InlineData("tolerance: 0.0001", "tolerance: none", "w(4,1): error NS2010: The tolerance is 'none'; expected a number above 0")]
    [InlineData("dense1.weight: [20, 3]", "dense1.weight: [20, x]", "w(6,1): error NS2010: Found the shape '[20, x]'; expected whole numbers of 1 or more whose product is below 2^31")]
    [InlineData("dense1.weight: [20, 3]", "dense1.weight: [20, 2]", "w(9,1): error NS2010: A line of 'dense1.weight' is not the base64 of 4 values")]
    [InlineData("golden.output: [2, 2]", "golden.outputs: [2, 2]", "The text has no 'golden.output' of [samples, values]; is it cut short?")]
    public void WhatIsWrongIsSaidWithItsPlace(string before, string after, string message)
    {
        var (model, wrong) = FrozenReader.Read(_text.Replace(before, after, StringComparison.Ordinal), "w");

        Assert.Null(model);
        Assert.Contains(message, wrong!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void AnEditedValueIsRefusedForItsChecksum()
    {
        var edited = _text.Replace(_model.Tensors[0].Text, Freezing.With(_model.Tensors[0], 0, v => v + 1).Text, StringComparison.Ordinal);

        Assert.Contains("their SHA-256 is not the one on line 5", FrozenReader.Read(edited, "w").Wrong!.Message);
    }
}
