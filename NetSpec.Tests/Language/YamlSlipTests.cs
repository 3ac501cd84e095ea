using NetSpec.Spec;
using NetSpec.Spec.Text;

namespace NetSpec.Tests.Language;

/// <summary>Slips that everyone makes in YAML: the message says what and where.</summary>
public sealed class YamlSlipTests
{
    private const string Start = "netspec: 1\nname: Tiny\ninput: 3\n";

    [Theory]
    [InlineData("layers:\n  - { dense: 2\n  - dense: 3\nloss: mse\n", 5, 5, "'{' opened at (5,5) is not closed")]
    [InlineData("layers:\n  - { dense: 2\n  - { dense: 3 }\n  - dense: 3\n", 5, 5, "'{' opened at (5,5) is not closed")]
    [InlineData("layers:\n  - { dense: 2\n  - { dense: 3\n", 5, 5, "'{' opened at (5,5) is not closed")]
    [InlineData("layers:\n  - { dense: 2 }\n  - { dense: 3, activation: relu\n", 6, 5, "'{' opened at (6,5) is not closed")]
    [InlineData("layers:\n  - { conv2d: 3, kernel: [3, 3 }\n  - dense: 3\n", 5, 26, "'[' opened at (5,26) is not closed")]
    [InlineData("layers:\n  - { conv2d: 3, kernel: [3, 3\n  - dense: 3\n", 5, 26, "'[' opened at (5,26) is not closed")]
    [InlineData("layers: [\n  { dense: 2 },\n  { dense: 3 }\nloss: mse\n", 4, 9, "'[' opened at (4,9) is not closed")]
    [InlineData("layers: # [\n  - { dense: 2, name: 'a}b\n      c]' # }\n  - dense: 3\nloss: mse\n", 5, 5, "'{' opened at (5,5) is not closed")]
    [InlineData("layers:\n  - { dense: 2, name: \"a\\\"}\"\n  - dense: a{b\nloss: mse\n", 5, 5, "'{' opened at (5,5) is not closed")]
    [InlineData("layers:\n\t- dense: 2\n", 5, 1, "tab")]
    [InlineData("layers:\n  - dense: 2\n\t- dense: 3\n", 6, 1, "tab")]
    [InlineData("layers:\n  - dense: 2\n  \tname: a\n", 6, 3, "tab")]
    [InlineData("layers:\n  - { dense: 2 } }\n", 5, 18, "did not find expected")]
    [InlineData("loss: 'mse\n", 4, 7, "unexpected end of stream")]
    public void IsShownWhereItWasMade(string rest, int line, int column, string words) =>
        Specs.Refuses(Start + rest, SpecDiagnostics.InvalidYaml, line, column, words);

    [Fact]
    public void WindowsLineEndsCountOnce() =>
        Specs.Refuses((Start + "layers:\n  - { dense: 2\n  - dense: 3\nloss: mse\n").Replace("\n", "\r\n", StringComparison.Ordinal), SpecDiagnostics.InvalidYaml, 5, 5, "'{' opened at (5,5)");

    [Fact]
    public void ARecipesMappingToo()
    {
        using var session = new Cli.CommandSession();
        var recipe = session.Write("a.run.yaml", "network: a.net.yaml\ndata: { kind: csv, path: x.csv\ntrain: { epochs: 2 }\n");

        Assert.StartsWith($"{recipe}(2,7): error: The text is not valid YAML: '{{' opened at (2,7) is not closed", session.Refused("run", recipe));
    }

    [Theory]
    [InlineData("{ a: [1, 2], b: { c: 'it''s }', d: \"\\\"[\" } } # [")]
    [InlineData("a: b{c\nd: e[\nf: g:h]\n- - [x]\n")]
    [InlineData("")]
    public void ClosedBracketsAndLettersOfWordsAreNone(string text) => Assert.Null(OpenBracket.Find(text));
}
