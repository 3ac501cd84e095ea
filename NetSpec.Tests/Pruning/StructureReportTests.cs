using NetSpec.Pruning;
using NetSpec.Runtime;
using NetSpec.Spec;
using NetSpec.Tests.Cli;

namespace NetSpec.Tests.Pruning;

/// <summary>What is refused, what falls back and what is worth it where networks have structure.</summary>
public sealed class StructureReportTests
{
    [Fact]
    public void Patches_above_the_input_limit_are_folded_and_the_report_says_so()
    {
        using var compiled = new Compiled();
        var spec = Networks.Spec("""
            name: Limited
            input: [1, 6, 6]
            layers:
              - { conv2d: 6, kernel: 2, activation: relu }
              - { conv2d: 4, kernel: 2, activation: relu }
              - flatten:
              - dense: 2
            """);
        var result = compiled.Prune(spec, Compiled.Weights(spec, 52), new() { Widths = WidthChoice.Given(5, 1), RefitInputLimit = 18 });
        var (folded, fitted) = (Assert.Single(result.Report.Groups[0].Readers), Assert.Single(result.Report.Groups[1].Readers));
        Assert.Equal((Reconstruction.Fold, Reconstruction.Refit), (folded.Method, fitted.Method));
        Assert.Contains("20 inputs exceed the limit of 18", folded.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Budgets_and_planes_of_the_input_are_pruned_across_couplings()
    {
        using var compiled = new Compiled();
        var spec = Networks.Spec("""
            name: Planes
            input: [4, 4, 4]
            layers:
              - { conv2d: 6, padding: same, activation: relu }
              - residual: { body: [{ conv2d: 5, padding: same }, { batchnorm: , activation: relu }, { conv2d: 6, padding: same }] }
              - flatten:
              - dense: 2
            """);
        var weights = Compiled.Weights(spec, 53);
        var result = compiled.Prune(spec, weights, new() { Widths = WidthChoice.Budget(BudgetKind.Parameters, 500) });
        Assert.InRange(SpecAnalysis.Resolve(result.Spec).ParameterCount, 400, 500);
        result = compiled.Prune(spec, weights, new() { Widths = WidthChoice.Given(3, 6, 5), PruneInputs = true });
        Assert.Equal(new Shape(3, 4, 4), result.Spec.Input);
        Assert.InRange(result.Report.Expected.Loss, 1e-6, 0.9);
    }

    [Fact]
    public void Blocks_of_several_sizes_are_refused()
    {
        var spec = Networks.Spec("""
            name: Blocks
            input: [2, 3, 3]
            layers:
              - concat: [[{ conv2d: 4, kernel: 2 }, { flatten: }], [{ global_avgpool: }, { dense: 3 }]]
              - dense: 2
            """);
        Assert.All(
            CouplingGraph.Groups(SpecAnalysis.Resolve(spec)).Where(g => g.Name.StartsWith("concat1", StringComparison.Ordinal)),
            g => Assert.Contains("blocks of several sizes", g.Refusal!, StringComparison.Ordinal));
    }

    [Fact]
    public void On_a_residual_batch_norm_network_of_digits_a_refit_beats_the_fold_and_that_the_subset()
    {
        using var session = new CommandSession();
        session.Write("blocks.net.yaml", """
            netspec: 1
            name: Blocks
            input: 64
            layers:
              - { dense: 24, activation: relu }
              - residual: { body: [{ dense: 24 }, { batchnorm: , activation: relu }, { dense: 24 }, { batchnorm: }] }
                activation: relu
              - residual: { body: [{ dense: 24 }, { batchnorm: , activation: relu }, { dense: 24 }, { batchnorm: }] }
                activation: relu
              - dense: 10
            loss: cross_entropy

            """);
        var recipe = session.Write("r.run.yaml", """
            network: blocks.net.yaml
            data: { kind: digits, test: 0.2, seed: 1 }
            train: { batch: 32, epochs: 8, init: pytorch }
            prune: { widths: [8, 8, 8] }
            compare: [spectral_folded, spectral_subset]

            """);
        var summary = session.Json("run", recipe, "--out", session.At("result"));
        double Loss(System.Text.Json.JsonElement stages) =>
            stages.EnumerateArray().Single(s => s.GetProperty("stage").GetString() == "pruned").GetProperty("testLoss").GetDouble();
        var (refit, fold) = (Loss(summary.GetProperty("stages")), Loss(summary.GetProperty("baselines")[0].GetProperty("stages")));
        var subset = Loss(summary.GetProperty("baselines")[1].GetProperty("stages"));
        Assert.True(refit < fold && fold < subset, $"refit {refit}, fold {fold}, subset {subset}");
    }
}
