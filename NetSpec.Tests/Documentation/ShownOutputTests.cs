namespace NetSpec.Tests.Documentation;

public class ShownOutputTests
{
    [Theory]
    [InlineData("a  1,234 b\n", "a 1,230 b\n", true)]
    [InlineData("a 0.95\n", "a 0.5\n", false)]
    [InlineData("a 1\n", "b 1\n", false)]
    [InlineData("a\n...\nd\n", "a\nb\nc\nd\n", true)]
    [InlineData("a\n...\n", "a\n", true)]
    [InlineData("a\n", "a\nb\n", false)]
    [InlineData("dense1\n", "dense2\n", false)]
    public void WordsAreTheSameAndNumbersNear(string shown, string written, bool agrees) => Assert.Equal(agrees, ShownOutput.Agrees(shown, written));
}
