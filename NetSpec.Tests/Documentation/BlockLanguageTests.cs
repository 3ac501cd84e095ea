namespace NetSpec.Tests.Documentation;

/// <summary>A block says what it is, so that a test knows what to do with it.</summary>
public class BlockLanguageTests
{
    // Each is tested by the class of its name, but text: that is output, compared where a command stands before it, or a message of a diagnostic.
    private static readonly string[] _known = ["bash", "csharp", "python", "yaml", "xml", "json", "text"];

    [Fact]
    public void EveryBlockHasALanguageThatIsTestedOrIsADrawing() =>
        Assert.Empty(Repository.ReaderPages.SelectMany(page => page.Blocks)
            .Where(block => block.Language.Length == 0 ? LooksLikeCode(block.Text) : !_known.Contains(block.Language))
            .Select(block => $"{block}: a block of '{block.Language}' that no test looks at."));

    private static bool LooksLikeCode(string text) =>
        text.Split('\n').Any(line => line.StartsWith("netspec ", StringComparison.Ordinal) || line.StartsWith("dotnet ", StringComparison.Ordinal) || line.EndsWith(';'));
}
