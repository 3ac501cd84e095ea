using NetSpec.Compiler;
using NetSpec.Onnx;
using NetSpec.Runtime;
using NetSpec.Spec;
using NetSpec.Tests.Files;
using NetSpec.Tests.Onnx.Import;

namespace NetSpec.Tests.Onnx;

/// <summary>What is exported can be imported, and gives the same answers.</summary>
public class RoundTripTests
{
    public static TheoryData<string> Names => [.. ExportedSpecs.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void AnExportedNetworkComesBack(string name)
    {
        using var folder = new TemporaryFolder();
        var exported = ExportedNetwork.Write(name, folder);

        var imported = OnnxImporter.Import(exported.Path);

        var spec = SpecReader.Read(ExportedSpecs.Read(name), "net.net.yaml").Network!.Spec;
        Assert.Equal((spec.Name, spec.Loss), (imported.Spec.Name, imported.Spec.Loss));

        using var compiled = SpecCompiler.Compile<float>(imported.Spec);
        Weights.Load(compiled.Network.Parameters, imported.Weights);
        var samples = LayoutOrder.ToSamples(imported.Input, Tensor.Create(exported.Input, [.. exported.Shape.Select(d => (long)d)]));
        var output = new float[exported.Output.Length];
        compiled.Network.Forward(samples, output);
        var found = LayoutOrder.ToModel(imported.Output, output, [.. exported.OutputShape.Select(d => (long)d)]);
        Assert.InRange(ExportedNetwork.Distance(exported.Output, found), 0, 1e-5);
    }
}
