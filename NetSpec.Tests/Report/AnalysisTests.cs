using System.Text.Json;
using NetSpec.Pruning;
using NetSpec.Tests.Pruning;

namespace NetSpec.Tests.Report;

/// <summary>What pruning leaves for the page.</summary>
public class AnalysisTests
{
    private static PruneResult Prune(PruneOptions options, bool analyse = true)
    {
        var spec = Networks.Mlp(5, [12, 8], 3);
        var source = Networks.Source(Networks.Samples(300, 5, 72), 5);
        return Pruner.Prune(new(spec, Networks.Weights(spec, 71), source, new InterpreterFactory(), options) { Analyse = analyse });
    }

    private static readonly PruneOptions Half = new() { Widths = WidthChoice.Given(6, 4) };

    [Fact]
    public void NothingIsGatheredUnasked()
    {
        Assert.Null(Prune(Half, analyse: false).Analysis);
    }

    [Fact]
    public void GatheringChangesNoResult()
    {
        var (with, without) = (Prune(Half), Prune(Half, analyse: false));
        Assert.Equal(without.Report.Groups.Select(g => string.Join(',', g.Order)), with.Report.Groups.Select(g => string.Join(',', g.Order)));
        foreach (var name in without.Weights.Names) Assert.Equal(without.Weights[name].ToDoubles(), with.Weights[name].ToDoubles());
    }

    [Fact]
    public void ItAgreesWithTheReportAndWithItself()
    {
        var result = Prune(Half);
        var analysis = result.Analysis!;
        Assert.Equal(result.Report.Groups.Select(g => (g.Name, g.Before, g.After)), analysis.Groups.Select(g => (g.Name, g.Units, g.Kept)));
        Assert.Equal(["dense2", "dense3"], analysis.Groups.Select(g => g.ReadBy));
        foreach (var (group, reported) in analysis.Groups.Zip(result.Report.Groups))
        {
            Assert.Equal(reported.Score, group.Score, 5);
            Assert.Equal(group.Units, group.Path.Distinct().Count());
            Assert.Equal(1, group.Scores[^1], 5);
            Assert.Equal(group.Eigenvalues.OrderDescending(), group.Eigenvalues);
            Assert.Equal(1, group.Eigenvalues[0]);
            Assert.Equal(group.DegreesOfFreedom.OrderDescending(), group.DegreesOfFreedom);
            Assert.InRange(group.DegreesOfFreedom[0], group.Units - 0.5, group.Units);

            // N(lambda) again, from the eigenvalues.
            var (mean, at) = (group.Eigenvalues.Average(), 30);
            var lambda = analysis.Lambdas[at] * mean;
            Assert.Equal(group.Eigenvalues.Sum(v => v / (v + lambda)), group.DegreesOfFreedom[at], 2);

            // The covariance in the order of choice is the covariance with rows and columns moved.
            var (parent, chosen) = (Square(group.Parent!), Square(group.Chosen!));
            int[] order = [.. reported.Order];
            for (var i = 0; i < order.Length; i++)
            {
                for (var j = 0; j < order.Length; j++) Assert.Equal(parent[order[i], order[j]], chosen[i, j]);
            }
            Assert.Equal(group.Kept, group.Pruned!.Units);
        }
        // Nothing before the first group was pruned: its kept units vary as before.
        var (before, after) = (Square(analysis.Groups[0].Chosen!), Square(analysis.Groups[0].Pruned!));
        for (var i = 0; i < 6; i++) Assert.Equal(before[i, i], after[i, i], 2e-2 * before[i, i] + 1e-9);
    }

    [Fact]
    public void WidthsGrowWithRhoToTheWholeLayer()
    {
        var curve = Prune(Half).Analysis!.RhoCurve;
        Assert.True(curve.Count > 10);
        Assert.Equal(curve.OrderBy(p => p.Rho), curve);
        Assert.True(curve[0].DegreesOfFreedom.Sum() < 0.3 * 20);
        Assert.True(curve[^1].DegreesOfFreedom.Sum() > 0.8 * 20);
        Assert.Null(Prune(Half).Analysis!.Rho);
    }

    [Fact]
    public void TheRhoThatWasAskedForLiesOnItsCurve()
    {
        var analysis = Prune(Half with { Widths = WidthChoice.DegreesOfFreedom(40) }).Analysis!;
        Assert.Equal(40, analysis.Rho);
        Assert.Equal(analysis.Groups.Select(g => g.Kept), analysis.RhoCurve.Single(p => p.Rho == 40).Widths);
    }

    [Fact]
    public void MapsAreBoundedAndKeepTheMean()
    {
        var covariance = new double[300, 300];
        for (var i = 0; i < 300; i++)
        {
            for (var j = 0; j < 300; j++) covariance[i, j] = Math.Cos(i - j) + 2;
        }
        var map = CovarianceMap.Of(covariance, [.. Enumerable.Range(0, 300)], 100);
        Assert.Equal((300, 100, 5050), (map.Units, map.Cells, map.Values.Count));
        Assert.Equal(covariance.Cast<double>().Average(), Square(map).Cast<double>().Average(), 2);
        Assert.Equal(map.Values, CovarianceMap.Of(covariance, [.. Enumerable.Range(0, 300)], 100).Values);
    }

    [Fact]
    public void ItComesBackFromItsFile()
    {
        using var folder = new Files.TemporaryFolder();
        var result = Prune(Half);
        PruneOutput.Write(folder.Path, result);
        var read = JsonSerializer.Deserialize<PruneAnalysis>(File.ReadAllText(folder.At("analysis.json")), PruneOutput.JsonOptions)!;
        Assert.Equal(result.Analysis!.Groups.Select(g => string.Join(' ', g.Parent!.Values)), read.Groups.Select(g => string.Join(' ', g.Parent!.Values)));
        Assert.Equal(JsonSerializer.Serialize(result.Analysis, PruneOutput.JsonOptions), JsonSerializer.Serialize(read, PruneOutput.JsonOptions));
    }

    private static double[,] Square(CovarianceMap map)
    {
        var square = new double[map.Cells, map.Cells];
        var next = 0;
        for (var i = 0; i < map.Cells; i++)
        {
            for (var j = 0; j <= i; j++) square[i, j] = square[j, i] = map.Values[next++];
        }
        return square;
    }
}
