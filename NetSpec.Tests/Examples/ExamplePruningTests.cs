using NetSpec.Pruning;
using NetSpec.Runtime;
using NetSpec.Spec;
using NetSpec.Tests.Files;

namespace NetSpec.Tests.Examples;

/// <summary>Every example network that compiles quickly: pruned, written, compiled again, trained on, saved and loaded.</summary>
public sealed class ExamplePruningTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "_specs");

    // What takes long to compile runs where it is asked for: NETSPEC_TEST_LARGE_EXAMPLES=1.
    private static readonly string[] Large = ["resnet20", "resnet50", "vgg16"];

    private static readonly bool WithLarge = Environment.GetEnvironmentVariable("NETSPEC_TEST_LARGE_EXAMPLES") == "1";

    public static TheoryData<string> Names { get; } = new(
        Directory.GetFiles(Folder, "*.net.yaml").Select(file => Path.GetFileName(file)[..^".net.yaml".Length])
            .Where(name => !Large.Contains(name) || (WithLarge && name == "resnet20")).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void IsFoldedAsByHandAndTrainsOn(string name)
    {
        var network = SpecReader.Read(File.ReadAllText(Path.Combine(Folder, name + ".net.yaml")), name).Network!;
        var spec = network.Spec;
        var size = (int)spec.Input.Size;
        var count = size > 1000 ? 40 : 120;
        var (inputs, targets) = (Pruning.Networks.Samples(count, size, 11), Targets(network, count));
        var source = Pruning.Networks.Source(inputs, size, targets, targets.Length / count);
        var weights = Weights(spec);
        // Few enough that the samples determine every mixture, also of a reader behind a concat of five groups.
        int[] widths = [.. CouplingGraph.Groups(network).Where(g => g.Refusal is null).Select(g => Math.Max(Math.Min(g.Size / 2, count / 10), 1))];

        using var factory = new CompiledNetworks();
        var result = Pruner.Prune(new(spec, weights, source, factory, new() { Widths = WidthChoice.Given(widths), Reconstruct = Reconstruction.Fold }));
        Assert.Equal(widths, result.Report.After.Widths);

        var pruned = Create(factory, result.Spec, result.Weights);
        var expected = ByHand(factory, network, weights, result, inputs);
        var fresh = Pruning.Networks.Samples(8, size, 12);
        var (actual, wanted) = (Forward(pruned, fresh), Forward(expected, fresh));
        Assert.InRange(actual.Zip(wanted).Max(p => Math.Abs(p.First - p.Second)) / wanted.Max(Math.Abs), 0, 2e-4);
        TrainsOn(factory, pruned, result, source, fresh, count);
    }

    private static void TrainsOn(CompiledNetworks factory, INetwork pruned, PruneResult result, IDataSource source, float[] fresh, int count)
    {
        var before = Forward(pruned, fresh);
        var trained = Trainer.Train(pruned, source, null, new() { Epochs = 1, Batch = count });
        Assert.True(double.IsFinite(trained.Epochs[0].TrainLoss));
        var after = Forward(pruned, fresh);
        Assert.NotEqual(before, after);

        using var folder = new TemporaryFolder();
        PruneOutput.Write(folder.Path, result with { Weights = NetSpec.Runtime.Weights.Save(pruned.Parameters) });
        var text = File.ReadAllText(Path.Combine(folder.Path, result.Spec.Name + ".net.yaml"));
        var read = SpecReader.Read(text, "pruned");
        Assert.Empty(read.Diagnostics);
        var loaded = Create(factory, read.Spec!, Safetensors.Read(Path.Combine(folder.Path, result.Spec.Name + ".safetensors")));
        Assert.Equal(after, Forward(loaded, fresh));
    }

    private static INetwork ByHand(CompiledNetworks factory, ResolvedNetwork network, NamedTensors weights, PruneResult result, float[] inputs)
    {
        var parent = Create(factory, network.Spec, weights);
        // A tie is dissolved: what is folded for one of its layers must not change the other.
        var untied = network.Spec with { Layers = new EquatableArray<Layer>(network.Spec.Layers.Select(l => l is Dense dense ? dense with { Tie = null } : l)) };
        var own = new NamedTensors();
        foreach (var name in weights.Names) own[name] = weights[name];
        foreach (var layer in network.AllLayers().Where(l => l.TieOwner is not null))
            own[layer.Path + ".weight"] = Transposed(layer, (Tensor<float>)weights[layer.TieOwner!.Path + ".weight"]);
        var masked = Create(factory, untied, own);
        FoldedByHand.Fold(parent, masked, network, result.Report.Groups.ToDictionary(g => g.Name, g => g.Kept.ToArray()), inputs);
        return masked;
    }

    private static Tensor<float> Transposed(ResolvedLayer layer, Tensor<float> weight)
    {
        Assert.True(layer.TieOwner is { Transpose: true, Negate: false });
        var (rows, columns) = ((int)weight.Shape[0], (int)weight.Shape[1]);
        return Tensor.Create([.. Enumerable.Range(0, rows * columns).Select(i => weight.Values[(i % rows * columns) + (i / rows)])], columns, rows);
    }

    private static INetwork Create(CompiledNetworks factory, NetworkSpec spec, NamedTensors weights)
    {
        var network = (INetwork)factory.Create<float>(spec).Network;
        NetSpec.Runtime.Weights.Load(network.Parameters, weights);
        return network;
    }

    private static float[] Forward(INetwork network, float[] inputs)
    {
        var outputs = new float[inputs.Length / network.Info.InputSize * network.Info.OutputSize];
        network.Forward(inputs, outputs);
        return outputs;
    }

    private static NamedTensors Weights(NetworkSpec spec)
    {
        var weights = Pruning.Networks.Weights(spec, 13, asDoubles: false);
        foreach (var name in weights.Names.Where(n => n.EndsWith("running_var", StringComparison.Ordinal)))
        {
            var values = ((Tensor<float>)weights[name]).Values;
            for (var i = 0; i < values.Length; i++) values[i] = 1 + Math.Abs(values[i]);
        }
        return weights;
    }

    private static float[] Targets(ResolvedNetwork network, int count)
    {
        var random = new Random(14);
        var outputs = (int)network.Output.Size;
        return network.Spec.Loss switch
        {
            Loss.CrossEntropy => [.. Enumerable.Range(0, count).Select(_ => (float)random.Next(outputs))],
            Loss.BinaryCrossEntropy => [.. Enumerable.Range(0, count * outputs).Select(_ => (float)random.Next(2))],
            _ => [.. Enumerable.Range(0, count * outputs).Select(_ => random.NextSingle())],
        };
    }
}
