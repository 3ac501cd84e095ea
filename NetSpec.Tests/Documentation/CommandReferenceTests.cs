namespace NetSpec.Tests.Documentation;

public class CommandReferenceTests
{
    [Fact]
    public void ThePageIsWhatTheParserKnows() => WrittenPart.Verify("docs/cli.md", "verbs", CommandReference.Write());
}
