using NetSpec.Spec;

namespace NetSpec.Tests.Language;

/// <summary>Texts that are no specs at all: refused at once, without an exception.</summary>
public sealed class HostileTextTests
{
    private static readonly Dictionary<string, Func<string>> _texts = new()
    {
        ["open brackets"] = () => new string('[', 100_000),
        ["open braces"] = () => string.Concat(Enumerable.Repeat("{a: ", 100_000)),
        ["brackets on lines"] = () => string.Concat(Enumerable.Repeat("[\n", 100_000)),
        ["dashes"] = () => string.Concat(Enumerable.Repeat("- ", 100_000)),
        ["indentation"] = () => string.Concat(Enumerable.Range(0, 2_000).Select(i => new string(' ', i) + "a:\n")),
        ["a hundred thousand wrong keys"] = () => string.Concat(Enumerable.Range(0, 100_000).Select(i => $"k{i}: 1\n")),
        ["one long word"] = () => new string('a', 4_000_000),
        ["one long number"] = () => "netspec: " + new string('9', 4_000_000),
        ["a long name"] = () => Specs.Text("3", $"{{ dense: 2, name: {new string('a', 1_000_000)} }}", "{ dense: 2, tie: b }", "conv2d: 3"),
        ["document ends"] = () => string.Concat(Enumerable.Repeat("...\n", 1000)),
        ["a bare key"] = () => ":",
        ["a version of YAML"] = () => "%YAML 9999999999.1\n---\na\n",
        ["tabs"] = () => "a:\n\t- b\n",
        ["a lone surrogate"] = () => "name: \ud800\n",
        ["an open quote"] = () => "\"" + new string('a', 100_000),
        ["4 MB and one"] = () => new string(' ', 4 * 1024 * 1024) + "a",
        ["100 MB"] = () => new string(' ', 100_000_000),
        ["blanks"] = () => " \n \n",
        ["nothing"] = () => "",
        ["zero bytes"] = () => "\0\u0001\u0002",
    };

    public static TheoryData<string> Names { get; } = new(_texts.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void IsRefusedWithADiagnostic(string name)
    {
        var result = Specs.Read(_texts[name]());
        Assert.InRange(result.Diagnostics.Count, 1, 100);
        Assert.Null(result.Network);
        Assert.All(result.Diagnostics, d => Assert.True(d.Message.Length < 1000 && !d.Message.Contains('\n', StringComparison.Ordinal)));
    }

    [Fact]
    public void SixtyFourLevelsAreRead()
    {
        // Six levels of text per residual: mapping, mapping, list.
        var layer = "{ dense: 3 }";
        for (var depth = 3; depth + 3 <= 64; depth += 3) layer = $"{{ residual: {{ body: [{layer}] }} }}";
        Assert.Empty(Specs.Read(Specs.Text("3", layer)).Diagnostics);
        Assert.Equal("NS1003", Specs.Error(Specs.Text("3", $"{{ residual: {{ body: [{layer}] }} }}")).Id);
    }

    [Fact]
    public void CommentsAndStringsMayHoldBrackets()
    {
        var brackets = new string('[', 1000);
        Assert.Empty(Specs.Read($"# {brackets}\n" + Specs.Text("3", $"dense: 2 # {brackets}")).Diagnostics);
        Assert.Equal("NS1030", Specs.Error(Specs.Text("3", $"{{ dense: 2, name: '{brackets}' }}")).Id);
    }

    [Theory]
    [InlineData("\ufeff")]
    [InlineData("---\n")]
    [InlineData("%YAML 1.2\n---\n")]
    public void OrdinaryBeginningsAreRead(string beginning) =>
        Assert.Empty(Specs.Read(beginning + Specs.Text("3", "dense: 2")).Diagnostics);

    [Fact]
    public void WindowsLineEndsAreRead()
    {
        var text = Specs.Text("3", "dense: 2", "dense: 0").Replace("\n", "\r\n", StringComparison.Ordinal);
        var error = Specs.Error(text);
        Assert.Equal(
            (6, 12, text.IndexOf("0\r", StringComparison.Ordinal)),
            (error.Span.StartLine, error.Span.StartColumn, error.Span.StartOffset));
    }
}
