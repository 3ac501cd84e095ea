using FsCheck;
using FsCheck.Fluent;
using NetSpec.Spec;

namespace NetSpec.Tests.Language;

public sealed class SpecProperties
{
    [Fact]
    public void WhatIsWrittenReadsBackAsTheSame() =>
        Prop.ForAll(RandomSpecs.Dense.ToArbitrary(), spec =>
        {
            var text = SpecWriter.Write(spec);
            var result = Specs.Read(text);
            Assert.Empty(result.Diagnostics);
            Assert.Equal(spec, result.Spec);
            Assert.Equal(text, SpecWriter.Write(result.Spec!));
            Assert.Equal(SpecAnalysis.Resolve(spec), result.Network);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void EveryUnitIsInOneGroup() =>
        Prop.ForAll(RandomSpecs.Dense.ToArbitrary(), spec =>
        {
            var network = SpecAnalysis.Resolve(spec);
            var producers = CouplingGraph.Groups(network).SelectMany(group => group.Producers).ToList();
            Assert.Equal(
                network.AllLayers().Where(layer => layer.Layer is Dense).Select(layer => layer.Path).Order(StringComparer.Ordinal),
                producers.Order(StringComparer.Ordinal));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void AChangedTextGivesASpecOrDiagnosticsButNeverAnException()
    {
        var texts = Oracle.Names.Select(Oracle.Text).ToArray();
        var edits =
            from text in Gen.Elements(texts)
            from places in Gen.ArrayOf(Gen.Choose(0, 2000), 3)
            from pieces in Gen.ArrayOf(
                Gen.Elements("", "[", "]", "{", "}", ":", ": ", "- ", "\n", "  ", "#", "\"", "'", "&a ", "*a", "!t ", "|", ">", "?", "%", "\t", "0", "-1", "99999999999", ".nan", "dense", "\0", "é"),
                3)
            from cut in Gen.Choose(0, 3)
            select places.Zip(pieces).Aggregate(text, (current, edit) =>
            {
                var at = edit.First % (current.Length + 1);
                return current[..at] + edit.Second + current[Math.Min(current.Length, at + cut)..];
            });
        Prop.ForAll(edits.ToArbitrary(), text =>
        {
            var result = Specs.Read(text);
            Assert.Equal(result.Diagnostics.Count == 0, result.Network is not null);
            Assert.All(
                result.Diagnostics,
                d => Assert.True(d.Span.StartLine >= 1 && d.Span.StartColumn >= 1 && d.Span.StartOffset <= d.Span.EndOffset && d.Span.EndOffset <= text.Length));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }
}
