using NetSpec.Tests.Files;

namespace NetSpec.Tests.Onnx;

/// <summary>ONNX Runtime computes what the network computes.</summary>
public class ExportRuntimeTests
{
    [OnnxRuntimeFact]
    public void OnnxRuntimeGivesTheAnswersOfEveryNetwork()
    {
        using var folder = new TemporaryFolder();
        var networks = ExportedSpecs.Names.Select(name => (Name: name, Case: ExportedNetwork.Write(name, folder))).ToList();

        var outputs = OnnxRuntime.Run([.. networks.Select(n => (n.Case.Path, n.Case.Input, n.Case.Shape))]);

        Assert.All(networks.Zip(outputs), pair => Assert.True(
            ExportedNetwork.Distance(pair.First.Case.Output, pair.Second) < 1e-5,
            $"{pair.First.Name} is {ExportedNetwork.Distance(pair.First.Case.Output, pair.Second)} away"));
    }
}
