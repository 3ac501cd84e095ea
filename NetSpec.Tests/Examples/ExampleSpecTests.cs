using NetSpec.Compiler;
using NetSpec.Spec;

namespace NetSpec.Tests.Examples;

public sealed class ExampleSpecTests
{
    private const int Megabyte = 1_000_000;

    private static readonly string _folder = Path.Combine(AppContext.BaseDirectory, "_specs");

    public static TheoryData<string> Names { get; } = new(Directory.GetFiles(_folder, "*.net.yaml").Select(file => Path.GetFileName(file)));

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryExampleIsReadAndHasCode(string file)
    {
        var result = SpecReader.Read(Text(file), file);
        Assert.Empty(result.Diagnostics);
        Assert.NotNull(SpecCompiler.Forms(result.Network!));
    }

    [Theory]
    [InlineData("vgg16", 138_357_544)]
    [InlineData("resnet50", 25_557_032)]
    [InlineData("resnet20", 272_474)]
    [InlineData("fashion_cnn", 421_642)]
    public void KnownNetworksHaveTheirKnownSizes(string name, long parameters) =>
        Assert.Equal(parameters, SpecReader.Read(Text(name + ".net.yaml"), name).Network!.AllLayers().SelectMany(l => l.Parameters).Where(p => p.Role is ParameterRole.Weight or ParameterRole.Bias or ParameterRole.Scale).Sum(p => p.Length));

    // The code of the layers is written once, whatever the number of vector widths, and kernels are shared between shapes.
    [Theory]
    [InlineData("vgg16")]
    [InlineData("resnet50")]
    public void LargeNetworksHaveModestSources(string name) =>
        Assert.InRange(SpecCompiler.Generate(Text(name + ".net.yaml"), name).Length, 1, Megabyte);

    private static string Text(string file) => File.ReadAllText(Path.Combine(_folder, file));
}
