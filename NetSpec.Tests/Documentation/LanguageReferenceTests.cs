using NetSpec.Spec.Reading;

namespace NetSpec.Tests.Documentation;

public class LanguageReferenceTests
{
    private static readonly MarkdownPage _page = Repository.Page("docs/language.md");

    [Fact]
    public void KeysOfANetworkAreThoseOfTheSchema() => WrittenPart.Verify(_page.Path, "network", LanguageReference.Network());

    [Fact]
    public void KindsOfLayersAreThoseOfTheSchema() => WrittenPart.Verify(_page.Path, "layers", LanguageReference.Layers());

    [Fact]
    public void WhatEveryLayerTakesIsThatOfTheSchema() => WrittenPart.Verify(_page.Path, "common", LanguageReference.Common());

    [Fact]
    public void EveryKeyOfTheSchemaIsOnThePage() =>
        Assert.All(EditorTests.KeysOfNetworks(), key => Assert.Matches($"`([^`]*[^`\\w])?{key}\\b[^`]*`", _page.Text));

    [Fact]
    public void EveryActivationAndLossHasARow()
    {
        Assert.Equal(new WordForm<Activation>().Words, Rows("Activations"));
        Assert.Equal(new WordForm<Loss>().Words, Rows("Losses"));
    }

    private static IEnumerable<string> Rows(string heading) =>
        _page.Text.Split($"\n## {heading}\n")[1].Split("\n## ")[0].Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('`')[1]);
}
