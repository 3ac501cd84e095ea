using NetSpec.Spec;

namespace NetSpec.Tests.Language;

/// <summary>Short cuts for reading specs in tests.</summary>
internal static class Specs
{
    public const string Header = "netspec: 1\nname: Tiny\ninput: 3\nlayers:\n";

    public static SpecResult Read(string text) => SpecReader.Read(text, "tiny.net.yaml");

    public static ResolvedNetwork Network(string text)
    {
        var result = Read(text);
        Assert.Empty(result.Diagnostics);
        return result.Network!;
    }

    /// <summary>A network of the given input and layer lines.</summary>
    public static ResolvedNetwork Network(string input, params string[] layers) => Network(Text(input, layers));

    public static string Text(string input, params string[] layers) =>
        $"netspec: 1\nname: Tiny\ninput: {input}\nlayers:\n" + string.Concat(layers.Select(layer => $"  - {layer}\n"));

    public static SpecDiagnostic Error(string text) => Assert.Single(Read(text).Diagnostics);

    /// <summary>Asserts one error: its id, its place and words of its message.</summary>
    public static void Refuses(string text, SpecDescriptor descriptor, int line, int column, params string[] words)
    {
        var error = Error(text);
        Assert.Equal((descriptor.Id, line, column), (error.Id, error.Span.StartLine, error.Span.StartColumn));
        Assert.All(words, word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
    }
}
