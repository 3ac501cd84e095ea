using System.Globalization;
using System.Text.Json;
using NetSpec.Pruning;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Tests.Pruning;

/// <summary>What pruning gives back: a spec, weights and a report.</summary>
public sealed class PrunerTests
{
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
        var result = Networks.Prune(changed, Networks.Half);
        var expected = SpecWriter.Write(changed).Replace("dense: 12", "dense: 6", StringComparison.Ordinal).Replace("dense: 8", "dense: 4", StringComparison.Ordinal)
            .Replace("name: Mini", "name: MiniPruned", StringComparison.Ordinal);
        Assert.Equal(expected, SpecWriter.Write(result.Spec));
        Assert.Equal("Other", Networks.Prune(changed, Networks.Half with { Name = "Other" }).Spec.Name);
        Assert.Contains("C# identifier", Networks.Refusal(changed, Networks.Half with { Name = "no name" }), StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_says_what_was_done()
    {
        var spec = Networks.Mlp(5, [12, 8], 3);
        var report = Networks.Prune(spec, Networks.Half).Report;
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
        var with = Networks.Prune(spec, weights, Networks.Source(inputs, 5, classes, 1), Networks.Half).Report;
        var without = Networks.Prune(spec, weights, Networks.Source(inputs, 5), Networks.Half).Report;
        Assert.Equal((1.0, 1.0), (with.Original.Accuracy, without.Original.Accuracy));
        Assert.Equal(with.Expected.Accuracy, without.Expected.Accuracy);
        Assert.InRange(with.Expected.Accuracy!.Value, 0.5, 0.999);
    }

    [Fact]
    public void It_is_deterministic_and_lets_go_of_every_network()
    {
        var factory = new InterpreterFactory();
        var spec = Networks.Mlp(5, [12, 8], 3);
        var (first, second) = (Networks.Prune(spec, Networks.Half, factory: factory), Networks.Prune(spec, Networks.Half, factory: factory));
        Assert.All(first.Weights.Names, n => Assert.Equal(first.Weights[n].ToDoubles(), second.Weights[n].ToDoubles()));
        Assert.Equal((0, 4), (factory.Alive, factory.Made));
        Assert.Throws<InputException>(() => Networks.Prune(spec, new NamedTensors(), Networks.Source(new float[50], 5), Networks.Half, factory));
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
            var result = Networks.Prune(spec, weights, Networks.Source(Networks.Samples(200, 5, 75), 5), Networks.Half with { Widths = WidthChoice.DegreesOfFreedom(12.5) });
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
}
