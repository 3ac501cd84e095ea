using System.Globalization;
using System.Text.Json;
using NetSpec.Pruning;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Tests.Pruning;

public sealed class PrunerTests
{
    private static readonly PruneOptions Half = new() { Widths = WidthChoice.Given(6, 4) };

    private static PruneResult Prune(NetworkSpec spec, PruneOptions options, ulong seed = 71, INetworkFactory? factory = null) =>
        Networks.Prune(spec, Networks.Weights(spec, seed), Networks.Source(Networks.Samples(300, spec.Input.Dimensions[^1], seed + 1), (int)spec.Input.Size), options, factory);

    private static string Refusal(NetworkSpec spec, PruneOptions options) =>
        Assert.Throws<InputException>(() => Prune(spec, options)).Message;

    [Fact]
    public void The_spec_is_what_a_person_would_have_written()
    {
        var spec = Networks.Spec("""
            name: Mini
            namespace: Demo
            input: 5
            layers:
              - { dense: 12, activation: relu, name: fc1 }
              - dropout: 0.2
              - { dense: 8, activation: { leaky_relu: 0.2 } }
              - { dense: 1, bias: false }
            loss: binary_cross_entropy
            """);
        var changed = spec with { Layers = new([.. spec.Layers.Select(l => l is Dense { Units: 8 } ? l with { Activation = new(Activation.Tanh) } : l)]) };
        var result = Prune(changed, Half);
        var expected = SpecWriter.Write(changed).Replace("dense: 12", "dense: 6", StringComparison.Ordinal).Replace("dense: 8", "dense: 4", StringComparison.Ordinal)
            .Replace("name: Mini", "name: MiniPruned", StringComparison.Ordinal);
        Assert.Equal(expected, SpecWriter.Write(result.Spec));
        Assert.Equal("Other", Prune(changed, Half with { Name = "Other" }).Spec.Name);
        Assert.Contains("C# identifier", Refusal(changed, Half with { Name = "no name" }), StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_says_what_was_done()
    {
        var spec = Networks.Mlp(5, [12, 8], 3);
        var report = Prune(spec, Half).Report;
        Assert.Equal(("SmallPruned", "Small", 300L, 60L), (report.Name, report.Parent, report.Samples, report.HeldOutSamples));
        Assert.Equal(["dense1", "dense2"], report.Groups.Select(g => g.Name));
        foreach (var group in report.Groups)
        {
            Assert.Equal(group.Order.Order(), group.Kept);
            Assert.Equal(group.After, group.Scores.Count);
            Assert.Equal(group.Score, group.Scores[^1]);
            for (var i = 1; i < group.Scores.Count; i++) Assert.True(group.Scores[i] > group.Scores[i - 1]);
            Assert.NotNull(group.Rank);
            Assert.InRange(group.HeldOutError, 1e-9, 0.9);
        }
        Assert.Equal(["input", "dense3"], report.Refused.Select(r => r.Name));
        Assert.Contains("input", report.Refused[0].Reason, StringComparison.Ordinal);
        Assert.Equal([12, 8], report.Before.Widths);
        Assert.Equal([6, 4], report.After.Widths);
        Assert.True(report.Expected.Loss > report.Original.Loss && report.Original.Loss == 0);
    }

    [Fact]
    public void Accuracy_is_that_of_the_targets_or_without_them_agreement_with_the_original()
    {
        var spec = Networks.Mlp(5, [12, 8], 3, loss: "cross_entropy");
        var (weights, inputs) = (Networks.Weights(spec, 72), Networks.Samples(300, 5, 73));
        var outputs = Networks.Run(spec, weights, inputs);
        float[] classes = [.. Enumerable.Range(0, 300).Select(i => (float)Enumerable.Range(0, 3).MaxBy(o => outputs[(i * 3) + o]))];
        var with = Networks.Prune(spec, weights, Networks.Source(inputs, 5, classes, 1), Half).Report;
        var without = Networks.Prune(spec, weights, Networks.Source(inputs, 5), Half).Report;
        Assert.Equal((1.0, 1.0), (with.Original.Accuracy, without.Original.Accuracy));
        Assert.Equal(with.Expected.Accuracy, without.Expected.Accuracy);
        Assert.InRange(with.Expected.Accuracy!.Value, 0.5, 0.999);
    }

    [Fact]
    public void It_is_deterministic_and_lets_go_of_every_network()
    {
        var factory = new InterpreterFactory();
        var spec = Networks.Mlp(5, [12, 8], 3);
        var (first, second) = (Prune(spec, Half, factory: factory), Prune(spec, Half, factory: factory));
        Assert.All(first.Weights.Names, n => Assert.Equal(first.Weights[n].ToDoubles(), second.Weights[n].ToDoubles()));
        Assert.Equal((0, 4), (factory.Alive, factory.Made));
        Assert.Throws<InputException>(() => Networks.Prune(spec, new NamedTensors(), Networks.Source(new float[50], 5), Half, factory));
        Assert.Equal(0, factory.Alive);
    }

    [Fact]
    public void Files_are_written_whole_and_read_back_whatever_the_culture()
    {
        var folder = Directory.CreateTempSubdirectory("netspec-pruning").FullName;
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            var spec = Networks.Mlp(5, [12, 8], 3);
            var weights = Networks.Weights(spec, 74);
            weights.Metadata["classes"] = "a,b,c";
            var result = Networks.Prune(spec, weights, Networks.Source(Networks.Samples(200, 5, 75), 5), Half with { Widths = WidthChoice.DegreesOfFreedom(12.5) });
            PruneOutput.Write(folder, result);
            Assert.Equal(["SmallPruned.net.yaml", "SmallPruned.safetensors", "report.json"], Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
            var read = SpecReader.Read(File.ReadAllText(Path.Combine(folder, "SmallPruned.net.yaml")), "SmallPruned.net.yaml");
            Assert.Equal(result.Spec, read.Spec);
            var tensors = Safetensors.Read(Path.Combine(folder, "SmallPruned.safetensors"));
            Assert.Equal("a,b,c", tensors.Metadata["classes"]);
            Assert.Equal("SmallPruned", tensors.Metadata[NetSpec.Runtime.Weights.NameKey]);
            using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "report.json")));
            var group = json.RootElement.GetProperty("groups")[0];
            Assert.Equal("dense1", group.GetProperty("name").GetString());
            Assert.Equal(result.Report.Groups[0].HeldOutError, group.GetProperty("heldOutError").GetDouble());
            Assert.Equal("refit", json.RootElement.GetProperty("options").GetProperty("reconstruct").GetString());
            Assert.Equal(12.5, json.RootElement.GetProperty("rhoCurve")[12].GetProperty("rho").GetDouble());
            Assert.True(json.RootElement.GetProperty("seconds").GetProperty("covariance").GetDouble() >= 0);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_group_of_dead_units_keeps_one()
    {
        var spec = Networks.Mlp(4, [5, 6], 2);
        var weights = Networks.Weights(spec, 76);
        Array.Clear(((Tensor<double>)weights["dense2.weight"]).Values);
        Array.Fill(((Tensor<double>)weights["dense2.bias"]).Values, -1);
        var result = Networks.Prune(spec, weights, Networks.Source(Networks.Samples(150, 4, 77), 4), new() { Widths = WidthChoice.Given(3, 4) });
        Assert.Equal((1, 0), (result.Report.Groups[1].After, result.Report.Groups[1].Rank));
        Assert.Contains("dead", Assert.Single(result.Report.Groups[1].Notes), StringComparison.Ordinal);
        Assert.Equal(1, ((Dense)result.Spec.Layers[1]).Units);
        var inputs = Networks.Samples(50, 4, 78);
        var (actual, expected) = (Networks.Run(result.Spec, result.Weights, inputs), Networks.Run(spec, weights, inputs));
        Assert.All(actual.Zip(expected), p => Assert.Equal(p.Second, p.First, 1e-12));
    }

    [Fact]
    public void Constants_and_norms_follow_their_units()
    {
        var spec = Networks.Spec("""
            name: Followed
            input: 4
            layers:
              - normalize: { mean: [0.1, 0.2, 0.3, 0.4], std: 2 }
              - { dense: 12, activation: relu }
              - layernorm:
              - normalize: { mean: 0, std: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] }
              - dense: 2
            """);
        var result = Prune(spec, new() { Widths = WidthChoice.Given(7) });
        var kept = result.Report.Groups[0].Kept;
        Assert.Equal(kept.Select(i => i + 1.0), ((Normalize)result.Spec.Layers[3]).Std);
        Assert.Equal(spec.Layers[0], result.Spec.Layers[0]);
        Assert.Equal([7L], result.Weights["layernorm1.weight"].Shape);
        Assert.InRange(result.Report.Expected.Loss, 0, 0.5);
        var subset = Prune(spec, new() { Widths = WidthChoice.Given(7), Reconstruct = Reconstruction.None });
        Assert.True(result.Report.Expected.Loss < subset.Report.Expected.Loss);
    }

    [Fact]
    public void Inputs_are_pruned_when_that_is_asked_for()
    {
        var spec = Networks.Spec("name: Wide\ninput: 6\nlayers:\n  - normalize: { mean: [1, 2, 3, 4, 5, 6], std: 2 }\n  - { dense: 8, activation: relu }\n  - dense: 2\n");
        var result = Prune(spec, new() { Widths = WidthChoice.Given(4, 5), PruneInputs = true });
        var kept = result.Report.Groups[0].Kept;
        Assert.Equal(("input", 4), (result.Report.Groups[0].Name, kept.Count));
        Assert.Equal(new Shape(4), result.Spec.Input);
        Assert.Equal(kept.Select(i => i + 1.0), ((Normalize)result.Spec.Layers[0]).Mean);
        Assert.Equal([5L, 4L], result.Weights["dense1.weight"].Shape);
        Assert.InRange(result.Report.Expected.Loss, 1e-6, 0.9);
        Assert.Contains("takes 1 widths", Refusal(spec, new() { Widths = WidthChoice.Given(4, 5) }), StringComparison.Ordinal);
        Assert.Contains("no incoming weights", Refusal(spec, new() { Widths = WidthChoice.Given(4, 5), PruneInputs = true, Criterion = Criterion.Magnitude }), StringComparison.Ordinal);
    }

    [Fact]
    public void Sequences_are_pruned_step_by_step()
    {
        var spec = Networks.Spec("name: Steps\ninput: [3, 4]\nlayers:\n  - { dense: 10, activation: relu }\n  - dense: 2\n");
        var samples = Networks.Source(Networks.Samples(200, 12, 79), 12);
        var result = Networks.Prune(spec, Networks.Weights(spec, 80), samples, new() { Widths = WidthChoice.Given(6) });
        Assert.InRange(result.Report.Expected.Loss, 1e-6, 0.5);
        result = Networks.Prune(spec, Networks.Weights(spec, 80), samples, new() { Widths = WidthChoice.Given(3, 6), PruneInputs = true });
        Assert.Equal(new Shape(3, 3), result.Spec.Input);
        Assert.InRange(result.Report.Expected.Loss, 1e-6, 0.9);
    }

    [Fact]
    public void Criteria_rank_as_they_say()
    {
        var spec = Networks.Mlp(5, [12], 3);
        var weights = Networks.Weights(spec, 81);
        var values = weights["dense1.weight"].ToDoubles();
        var options = new PruneOptions { Widths = WidthChoice.Given(4), Criterion = Criterion.Magnitude };
        var samples = Networks.Source(Networks.Samples(200, 5, 82), 5);
        var expected = Enumerable.Range(0, 12).OrderByDescending(i => Enumerable.Range(0, 5).Sum(j => Math.Pow(values[(i * 5) + j], 2))).Take(4);
        Assert.Equal(expected, Networks.Prune(spec, weights, samples, options).Report.Groups[0].Order);
        IReadOnlyList<int> Chance(ulong seed) =>
            Networks.Prune(spec, weights, samples, options with { Criterion = Criterion.Random, Seed = seed }).Report.Groups[0].Order;
        Assert.Equal(Chance(1), Chance(1));
        Assert.Contains(Enumerable.Range(2, 5), s => !Chance((ulong)s).SequenceEqual(Chance(1)));
    }

    [Fact]
    public void Bad_requests_are_refused()
    {
        var spec = Networks.Mlp(5, [12, 8], 3);
        var weights = Networks.Weights(spec, 83);
        string With(IDataSource samples, PruneOptions? options = null) => Assert.Throws<InputException>(() => Networks.Prune(spec, weights, samples, options ?? Half)).Message;
        Assert.Contains("found 0", With(Networks.Source([], 5)), StringComparison.Ordinal);
        Assert.Contains("found 1", With(Networks.Source(new float[5], 5)), StringComparison.Ordinal);
        Assert.Contains("4 values each; Small reads 5", With(Networks.Source(new float[40], 4)), StringComparison.Ordinal);
        Assert.Contains("sample 3 holds", With(Networks.Source([.. Enumerable.Range(0, 100).Select(i => i == 17 ? float.NaN : i)], 5)), StringComparison.Ordinal);
        Assert.Contains("2 target values each", With(Networks.Source(new float[50], 5, new float[20], 2)), StringComparison.Ordinal);
        Assert.Contains("theta", With(Networks.Source(new float[50], 5), Half with { Theta = -0.1 }), StringComparison.Ordinal);
        Assert.Contains("ridge", With(Networks.Source(new float[50], 5), Half with { Ridge = double.NaN }), StringComparison.Ordinal);
        Assert.Contains("multiples", With(Networks.Source(new float[50], 5), Half with { MultipleOf = 0 }), StringComparison.Ordinal);
        var soft = Networks.Spec("name: Soft\ninput: 3\nlayers:\n  - { dense: 4, activation: softmax }\n  - dense: 2\n");
        Assert.Contains("softmax", Refusal(soft, Half), StringComparison.Ordinal);
        Assert.Contains("outputs", Refusal(Networks.Spec("name: One\ninput: 3\nlayers:\n  - dense: 4\n"), Half), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_samples_are_enough_and_few_are_remarked_on()
    {
        var spec = Networks.Mlp(5, [12, 8], 3);
        var result = Networks.Prune(spec, Networks.Weights(spec, 84), Networks.Source(Networks.Samples(2, 5, 85), 5), Half);
        Assert.All(result.Weights.Names, n => Assert.All(result.Weights[n].ToDoubles(), v => Assert.True(double.IsFinite(v))));
        Assert.Contains(result.Report.Notes, n => n.Contains("Only 2", StringComparison.Ordinal));
    }

    [Fact]
    public void Cancelling_stops_it()
    {
        var spec = Networks.Mlp(5, [12, 8], 3);
        var request = new PruneRequest(spec, Networks.Weights(spec, 86), Networks.Source(Networks.Samples(200, 5, 87), 5), new InterpreterFactory(), Half);
        Assert.Throws<OperationCanceledException>(() => Pruner.Prune(request, cancellation: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Every_kind_of_the_language_that_can_be_built_has_its_entry()
    {
        var keywords = LayerPrunings.All.Select(p => p.Keyword).ToList();
        Assert.Equal(keywords.Distinct(), keywords);
        Assert.All(keywords, k => Assert.Contains(LayerKinds.All, kind => kind.Keyword == k));
    }
}
