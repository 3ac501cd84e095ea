using NetSpec.Spec;

namespace NetSpec.Tests.Language;

public sealed class OracleSpecTests
{
    public static TheoryData<string> Names { get; } = new(Oracle.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public void ReadsWithoutErrors(string name)
    {
        var result = SpecReader.Read(Oracle.Text(name), name);
        Assert.Empty(result.Diagnostics);
        Assert.NotNull(result.Network);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void WrittenTextReadsBackAsTheSameAndIsStable(string name)
    {
        var spec = SpecReader.Read(Oracle.Text(name), name).Spec!;
        var text = SpecWriter.Write(spec);
        var again = SpecReader.Read(text, name);
        Assert.Empty(again.Diagnostics);
        Assert.Equal(spec, again.Spec);
        Assert.Equal(text, SpecWriter.Write(again.Spec!));
        Assert.Equal(SpecHash.Of(spec), SpecHash.Of(again.Spec!));
    }
}
