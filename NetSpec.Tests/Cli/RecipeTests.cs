using NetSpec.Cli.Recipes;
using NetSpec.Runtime;

namespace NetSpec.Tests.Cli;

public class RecipeTests
{
    private const string Good = "network: n.net.yaml\ndata: { kind: mini }\n";

    [Fact]
    public void EveryKeyIsRead()
    {
        var recipe = Read("""
            network: n.net.yaml
            data: { kind: csv, path: d.csv, features: [a, b], test: 0.25 }
            train:
              optimizer: { rmsprop: { learning_rate: 0.002, momentum: 0.5, beta2: 0.9, epsilon: 1e-7, weight_decay: 0.1 } }
              schedule: { warmup: { epochs: 2, then: { step: { every: 3, factor: 0.5 } } } }
              batch: 16
              epochs: 5
              seed: 9
              init: orthogonal
              l1: 0.1
              l2: 0.2
              clip: 3
              class_weights: [1, 2]
              early_stopping: { patience: 4 }
              augment: [flip, { shift: 3 }, { cutout: }]
              threads: 2
              checkpoint: { path: c.safetensors, every: 2 }
            prune: { budget: { macs: 1000000000 }, theta: 0.25, reconstruct: fold, ridge: 0.01, centered: false, criterion: magnitude, multiple_of: 8, keep_ties: true, prune_inputs: true, name: Small }
            finetune: { epochs: 3, distill: true, schedule: cosine }
            repeat: 4
            compare: [random, magnitude, magnitude_folded, spectral_subset]
            """);

        var train = recipe.Train;
        Assert.Equal(new OptimizerOptions("rmsprop", 0.002, 0.5, null, 0.9, 1e-7, 0.1), train.Optimizer);
        Assert.Equal(new WarmupSchedule(2, WarmupUnit.Epochs, new StepSchedule(3, 0.5)), train.Schedule);
        Assert.Equal((16, 5, 9UL, "orthogonal", 0.1, 0.2, 3.0, 2), (train.Batch, train.Epochs, train.Seed, train.Initializer, train.L1, train.L2, train.Clip!.Value, train.Threads));
        Assert.Equal([1, 2], train.ClassWeights!);
        Assert.Equal(new EarlyStopping(4), train.EarlyStopping);
        Assert.Equal([new("flip"), new("shift", 3), new("cutout")], train.Augment);
        Assert.Equal(new CheckpointOptions(Path.Combine("folder", "c.safetensors"), 2), train.Checkpoint);
        Assert.Equal((0.25, 0.01, false, 8, true, true, "Small"),
            (recipe.Prune!.Theta, recipe.Prune.Ridge!.Value, recipe.Prune.Centered, recipe.Prune.MultipleOf, recipe.Prune.KeepTies, recipe.Prune.PruneInputs, recipe.Prune.Name));
        Assert.Equal((NetSpec.Pruning.Reconstruction.Fold, NetSpec.Pruning.Criterion.Magnitude), (recipe.Prune.Reconstruct, recipe.Prune.Criterion));
        Assert.Equal(4, recipe.Repeat);
        Assert.Equal(["random", "magnitude", "magnitude_folded", "spectral_subset"], recipe.Compare);
        Assert.Equal(Path.Combine("folder", "n.net.yaml"), recipe.Network);
        Assert.Equal("a;b", recipe.Data!.Options.Values["features"]);
        Assert.Equal("folder", recipe.Data.Options.BaseFolder);
    }

    [Fact]
    public void FinetuneIsAsTrainButForWhatItSays()
    {
        var recipe = Read(Good + "train: { batch: 7, epochs: 5, seed: 3, l2: 0.5, checkpoint: c, early_stopping: 3 }\nfinetune: { epochs: 2 }\n");

        var finetune = recipe.Finetune!;
        Assert.Equal((7, 2, 3UL, 0.5), (finetune.Batch, finetune.Epochs, finetune.Seed, finetune.L2));
        Assert.Null(finetune.Checkpoint);
        Assert.False(finetune.Distill);
    }

    [Theory]
    [InlineData("networc: n.net.yaml\n", 1, 1, "did you mean 'network'?")]
    [InlineData(Good + "train: { epocs: 3 }\n", 3, 10, "did you mean 'epochs'?")]
    [InlineData(Good + "train: { epochs: many }\n", 3, 18, "a whole number")]
    [InlineData(Good + "train: { epochs: -1 }\n", 3, 18, "at least 0")]
    [InlineData(Good + "train: { batch: 0 }\n", 3, 17, "at least 1")]
    [InlineData(Good + "train: { threads: 0 }\n", 3, 19, "at least 1")]
    [InlineData(Good + "train: { seed: -1 }\n", 3, 16, "0 or more")]
    [InlineData(Good + "train: { l2: .nan }\n", 3, 14, "finite")]
    [InlineData(Good + "train: { init: hee }\n", 3, 16, "did you mean 'he'?")]
    [InlineData(Good + "train: { optimizer: adm }\n", 3, 21, "did you mean 'adam'?")]
    [InlineData(Good + "train: { optimizer: { sgd: { beta1: 0.9 } } }\n", 3, 37, "sgd has no beta1")]
    [InlineData(Good + "train: { optimizer: { sgd: { learning_rate: 0.1, beta1: 0.9 } } }\n", 3, 57, "sgd has no beta1")]
    [InlineData(Good + "train: { optimizer: { adam: { learning_rte: 0.9 } } }\n", 3, 31, "did you mean 'learning_rate'?")]
    [InlineData(Good + "train: { optimizer: { adam: { beta1: 1 } } }\n", 3, 38, "in [0, 1)")]
    [InlineData(Good + "train: { schedule: { step: { factor: 0.1 } } }\n", 3, 28, "'every' is missing")]
    [InlineData(Good + "train: { augment: flap }\n", 3, 19, "did you mean 'flip'?")]
    [InlineData(Good + "train: { augment: [flip, [shift]] }\n", 3, 26, "names of changes")]
    [InlineData(Good + "train: { augment: { shift: far } }\n", 3, 28, "a whole number")]
    [InlineData(Good + "train: { augment: { shift: 0 } }\n", 3, 28, "at least 1")]
    [InlineData(Good + "train: { augment: { flip: 1 } }\n", 3, 21, "takes no size")]
    [InlineData(Good + "train: { distill: true }\n", 3, 10, "Unknown key")]
    [InlineData(Good + "finetune: { init: he }\n", 3, 13, "Unknown key")]
    [InlineData(Good + "prune: { theta: 0.5 }\n", 3, 8, "found none")]
    [InlineData(Good + "prune: { alpha: 0.9, rho: 1 }\n", 3, 22, "alpha and rho")]
    [InlineData(Good + "prune: { alpha: 1.5 }\n", 3, 17, "up to 1")]
    [InlineData(Good + "prune: { widths: [8, 0] }\n", 3, 22, "at least 1")]
    [InlineData(Good + "prune: { budget: { watts: 3 } }\n", 3, 18, "params, macs and latency")]
    [InlineData(Good + "prune: { widths: [8], reconstruct: refitt }\n", 3, 36, "did you mean 'refit'?")]
    [InlineData(Good + "compare: [randm]\n", 3, 11, "did you mean 'random'?")]
    [InlineData(Good + "repeat: 0\n", 3, 9, "at least 1")]
    [InlineData("network: n\nnetwork: m\n", 2, 1, "given twice")]
    [InlineData("network: n\ndata: { train: 3 }\n", 2, 7, "'kind' is missing")]
    [InlineData("network: n\ndata: { kind: mini, seed: { a: 1 } }\n", 2, 27, "one value")]
    [InlineData("network: n\ndata: mini\n", 2, 7, "a mapping")]
    [InlineData("- network\n", 1, 1, "a mapping")]
    [InlineData("", 1, 1, "empty")]
    [InlineData("network: &a n\n", 1, 10, "aliases")]
    [InlineData("network: [\n", 1, 1, "YAML")]
    public void AnErrorHasItsPlace(string text, int line, int column, string expected)
    {
        var message = Assert.Throws<InputException>(() => Read(text)).Message;

        Assert.Contains(expected, message);
        // Broken YAML is shown where the scanner gave up.
        if (expected != "YAML") Assert.StartsWith($"{Path.Combine("folder", "r.run.yaml")}({line},{column}): error: ", message);
    }

    [Theory]
    [InlineData("flip", "flip")]
    [InlineData("[]", "")]
    [InlineData("", "")]
    [InlineData("{ shift: 2 }", "shift 2")]
    [InlineData("{ cutout: 4, flip: , shift: }", "cutout 4, flip, shift")]
    public void ChangesOfImagesAreNamedAloneOrWithTheirSizes(string text, string expected) =>
        Assert.Equal(expected, string.Join(", ", Read(Good + $"train: {{ augment: {text} }}\n").Train.Augment.Select(a => $"{a.Name} {a.Size}".Trim())));

    [Fact]
    public void DeepNestingIsRefusedAtOnce()
    {
        Assert.Contains("nested more than 64 deep", Assert.Throws<InputException>(() => Read("x: " + new string('[', 100_000))).Message);
    }

    private static Recipe Read(string text) => RecipeReader.Read(Path.Combine("folder", "r.run.yaml"), text, RecipeSections.Recipe);
}
