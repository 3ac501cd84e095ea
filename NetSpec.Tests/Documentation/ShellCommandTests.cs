namespace NetSpec.Tests.Documentation;

public class ShellCommandTests
{
    [Theory]
    [InlineData("netspec check a.net.yaml   # a comment", "netspec|check|a.net.yaml", null)]
    [InlineData("cat 'a b' \"c # d\" e#f", "cat|a b|c # d|e#f", null)]
    [InlineData("gunzip -c a.gz > a", "gunzip|-c|a.gz", "a")]
    [InlineData("netspec new A \\\n  --input 3", "netspec|new|A|--input|3", null)]
    public void ALineIsSplitIntoWords(string text, string words, string? output)
    {
        var command = Assert.Single(ShellCommand.Of(Block(text)));
        Assert.Equal(words.Split('|'), command.Words);
        Assert.Equal(output, command.Output);
    }

    [Fact]
    public void CommentsAndEmptyLinesAreNoCommands() => Assert.Empty(ShellCommand.Of(Block("# a comment\n\n   \n")));

    [Theory]
    [InlineData("a | b")]
    [InlineData("a && b")]
    [InlineData("echo $HOME")]
    public void WhatAShellWouldExpandIsRefused(string text) => Assert.Throws<NotSupportedException>(() => ShellCommand.Of(Block(text)).ToList());

    [Theory]
    [InlineData("netspec check a", "check|a")]
    [InlineData("dotnet run -c Release --project NetSpec.Cli -- run r --json", "run|r|--json")]
    [InlineData("dotnet test", null)]
    public void BothWaysToCallTheCommandGiveItsArguments(string text, string? arguments) =>
        Assert.Equal(arguments?.Split('|'), ShellCommand.Of(Block(text)).Single().Arguments);

    [Fact]
    public void AProgramThatNoTestRunsIsNotTakenForOneThatIsRun() => Assert.False(ReaderFolder.CanRun(ShellCommand.Of(Block("curl example")).Single()));

    private static CodeBlock Block(string text) => new("a.md", 1, "bash", text, 0);
}
