using NetSpec.Pruning;
using NetSpec.Runtime;
using NetSpec.Spec;
using NetSpec.Tests.Cli;

namespace NetSpec.Tests.Examples;

/// <summary>The thesis's convolutional network, on which its own pruning ran out of memory.</summary>
public sealed class ThesisCnnTests
{
    private const int Megabyte = 1_000_000;

    private static readonly string Spec = Path.Combine(AppContext.BaseDirectory, "_specs", "thesis_cnn.net.yaml");

    // Six files of CIFAR-10's form: a label, then planes of 1,024 bytes; a class shows in where the image is bright.
    private static void WriteImages(string folder, int samples)
    {
        Directory.CreateDirectory(folder);
        var random = new Random(3);
        foreach (var name in Enumerable.Range(1, 5).Select(b => $"data_batch_{b}.bin").Append("test_batch.bin"))
        {
            var bytes = new byte[samples * 3073];
            for (var i = 0; i < samples; i++)
            {
                bytes[i * 3073] = (byte)(i % 10);
                for (var p = 0; p < 3072; p++) bytes[(i * 3073) + 1 + p] = (byte)(random.Next(128) + (p % 1024 / 102 == i % 10 ? 127 : 0));
            }
            File.WriteAllBytes(Path.Combine(folder, name), bytes);
        }
    }

    [Fact]
    public void CovariancesOfEveryLayerTakeLessThanFiftyMegabytesHoweverManySamples()
    {
        using var factory = new CompiledNetworks();
        var network = factory.Create<float>(SpecReader.Read(File.ReadAllText(Spec), "thesis_cnn").Spec!).Network;
        Initializer.Apply(network.Parameters, null, seed: 1);
        var moments = new CovarianceSet(network.Info);
        // Every layer but the flatten, whose units are the channels before it.
        Assert.Equal(network.Info.Layers.Length - 1, moments.Layers.Count);
        var bytes = moments.Layers.Sum(path => sizeof(double) * ((long)moments[path].Products.Length + moments[path].Sums.Length + moments[path].Shift.Length));
        Assert.InRange(bytes, 1, 50 * Megabyte);
        Assert.Equal(32, moments["conv2d1"].Units);

        var input = new float[12 * network.Info.InputSize];
        for (var i = 0; i < input.Length; i++) input[i] = i * 7919 % 1024 / 1024f;
        var one = Allocations.Of(() => network.AccumulateCovariance(input.AsSpan(0, network.Info.InputSize), moments));
        var all = Allocations.Of(() => network.AccumulateCovariance(input, moments));
        Assert.Equal(one, all);
        Assert.InRange(all, 0, Megabyte);
        // Two first runs and five that were counted, of 1 and of 12 samples, over all pixels.
        Assert.Equal(7L * 13 * 32 * 32, moments["conv2d1"].Count);
    }

    [Fact]
    public void IsTrainedPrunedTrainedOnSavedAndLoaded()
    {
        using var session = new CommandSession();
        WriteImages(session.At("images"), samples: 20);
        File.Copy(Spec, session.At("thesis_cnn.net.yaml"));
        var recipe = session.Write("thesis.run.yaml", """
            network: thesis_cnn.net.yaml
            data: { kind: cifar, folder: images }
            train: { epochs: 2, batch: 20, augment: { shift: 2 } }
            prune: { widths: [12, 12, 24, 16, 64] }
            finetune: { epochs: 1 }

            """);

        var summary = session.Json("run", recipe, "--out", session.At("result"));

        var stages = summary.GetProperty("stages").EnumerateArray().ToDictionary(s => s.GetProperty("stage").GetString()!);
        Assert.Equal([32, 32, 64, 64, 512], stages["original"].GetProperty("widths").EnumerateArray().Select(w => w.GetInt32()));
        Assert.Equal([12, 12, 24, 16, 64], stages["pruned"].GetProperty("widths").EnumerateArray().Select(w => w.GetInt32()));
        // The files alone give the same numbers again.
        foreach (var (stage, weights) in new[] { ("pruned", "ThesisCnnPruned.safetensors"), ("finetuned", "ThesisCnnPruned.finetuned.safetensors") })
        {
            var evaluated = session.Json(
                "evaluate", session.At("result/ThesisCnnPruned.net.yaml"), "--weights", session.At("result/" + weights), "--data", $"cifar:folder=\"{session.At("images")}\"");
            Assert.Equal(stages[stage].GetProperty("testLoss").GetDouble(), evaluated.GetProperty("loss").GetDouble());
            Assert.Equal(stages[stage].GetProperty("testAccuracy").GetDouble(), evaluated.GetProperty("accuracy").GetDouble());
        }
        Assert.NotEqual(stages["pruned"].GetProperty("testLoss").GetDouble(), stages["finetuned"].GetProperty("testLoss").GetDouble());
    }
}
