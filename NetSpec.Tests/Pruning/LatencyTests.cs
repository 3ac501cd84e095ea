using NetSpec.Compiler;
using NetSpec.Pruning;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Tests.Pruning;

/// <summary>Budgets of time, with times that are computed in place of measured.</summary>
public sealed class LatencyTests
{
    private static readonly NetworkSpec Small = Networks.Mlp(8, [24, 16], 3), Wide = Networks.Mlp(8, [96, 80], 3);

    [Fact]
    public void The_widest_that_is_measured_to_fit_is_taken()
    {
        var (meter, measured) = Meter(macs => 0.5 + (0.01 * macs));
        var result = Prune(Small, 3, meter);
        Assert.InRange(Time(result.Spec, macs => 0.5 + (0.01 * macs)), 2.7, 3);
        Assert.InRange(measured.Count, 3, 14);
        Assert.Equal(new ReportLatency(3, 0.5 + (0.01 * (192 + 384 + 48)), null, Time(result.Spec, macs => 0.5 + (0.01 * macs))), result.Report.Latency);
        // Nothing is measured twice but the result, whose code is regenerated.
        Assert.Equal(measured.Count - 1, measured.Distinct().Count());
    }

    [Fact]
    public void A_network_that_fits_stays_as_it_is()
    {
        var (meter, measured) = Meter(macs => 0.01 * macs);
        Assert.Equal([24, 16], Prune(Small, 100, meter).Report.After.Widths);
        Assert.Equal(2, measured.Count);
    }

    [Fact]
    public void One_that_cannot_fit_is_refused()
    {
        var (meter, _) = Meter(macs => 5 + macs);
        Assert.Contains("too small; the narrowest network takes 17", Assert.Throws<InputException>(() => Prune(Small, 4, meter)).Message, StringComparison.Ordinal);
        Assert.Contains("measure", Assert.Throws<InputException>(() => Prune(Small, 4, null)).Message, StringComparison.Ordinal);
        Assert.Contains("above 0", Assert.Throws<InputException>(() => Prune(Small, double.NaN, meter)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(2.5)]
    [InlineData(0.4)]
    public void An_estimate_that_is_off_by_a_factor_is_corrected(double factor)
    {
        var measured = 0;
        double Estimate(NetworkSpec spec) => SpecCompiler.EstimateMicroseconds(spec, 100, VectorPath.Vector512);
        double Measure(NetworkSpec spec, CancellationToken cancellation)
        {
            measured++;
            return factor * Estimate(spec);
        }

        var limit = factor * 0.5 * Estimate(Wide);
        var report = Prune(Wide, limit, new(Measure, Estimate)).Report;
        Assert.InRange(report.Latency!.Measured, 0.8 * limit, limit);
        Assert.Equal(report.Latency.Measured, factor * report.Latency.Estimated!.Value, 1e-9);
        Assert.InRange(measured, 3, 14);
        // Wide groups keep whole vectors.
        Assert.All(report.Groups, g => Assert.True(g.After % 16 == 0 || g.After == g.Before));
    }

    [Fact]
    public void Widths_are_rounded_up_where_that_costs_nothing()
    {
        // Time goes by vectors of eight units.
        double Measure(NetworkSpec spec, CancellationToken cancellation) => SpecAnalysis.Resolve(spec).AllLayers().Take(2).Sum(l => (l.Output[0] + 7) / 8);
        var widths = Prune(Small, 4, new(Measure)).Report.After.Widths;
        Assert.Equal(4, widths.Sum(w => (w + 7) / 8));
        Assert.All(widths, w => Assert.Equal(0, w % 8));
    }

    [Fact]
    public void A_stop_ends_the_search_and_reaches_the_measurement()
    {
        using var stop = new CancellationTokenSource();
        var measured = 0;
        var meter = new LatencyMeter((spec, cancellation) =>
        {
            Assert.Equal(stop.Token, cancellation);
            if (++measured == 2) stop.Cancel();
            return Time(spec, macs => 0.01 * macs);
        });
        var request = new PruneRequest(
            Small, Networks.Weights(Small, 61), Networks.Source(Networks.Samples(400, 8, 62), 8), new InterpreterFactory(),
            new() { Widths = WidthChoice.Budget(BudgetKind.Latency, 3, meter) });

        Assert.Throws<OperationCanceledException>(() => Pruner.Prune(request, cancellation: stop.Token));

        Assert.Equal(2, measured);
    }

    [Fact]
    public void The_commands_meter_can_be_stopped() =>
        Assert.ThrowsAny<OperationCanceledException>(() => NetSpec.Cli.Running.Latency.Meter.Measure(Small, new CancellationToken(true)));

    [Fact]
    public void The_estimate_grows_with_widths_and_falls_with_speed()
    {
        double At(int width, double gigaflops = 100) => SpecCompiler.EstimateMicroseconds(Networks.Mlp(64, [width, width], 10), gigaflops, VectorPath.Vector512);
        Assert.True(At(64) < At(128) && At(128) < At(512));
        Assert.Equal(At(128) / 2, At(128, 200), 1e-9);
        // At least what the multipliers take.
        Assert.True(At(512) > 2 * 512 * 512 / 100e3);
        // Padding lanes are not free.
        Assert.True(At(496) > 0.95 * At(497) * 496 / 512);
    }

    [Theory]
    [InlineData("tiny_resnet8")]
    [InlineData("tiny_ds_cnn")]
    [InlineData("sequence_lstm")]
    [InlineData("small_cnn")]
    [InlineData("resnet20")]
    [InlineData("digits_gru")]
    [InlineData("densenet")]
    public void Every_form_has_an_estimate(string example)
    {
        var network = SpecReader.Read(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "specs", example + ".net.yaml")), example).Network!;
        foreach (var path in new[] { VectorPath.Vector512, VectorPath.Vector256, VectorPath.Vector128 })
        {
            var estimate = SpecCompiler.EstimateMicroseconds(network.Spec, 100, path);
            // Winograd's convolutions do a quarter of the products; nothing takes ten times what it multiplies, the smallest networks apart.
            Assert.InRange(estimate, 2.0 * network.Macs / 100e3 / 4, (20.0 * network.Macs / 100e3) + 5);
        }
    }

    private static double Time(NetworkSpec spec, Func<long, double> time) => time(SpecAnalysis.Resolve(spec).Macs);

    private static (LatencyMeter Meter, List<double> Measured) Meter(Func<long, double> time)
    {
        var measured = new List<double>();
        return (new((spec, _) =>
        {
            measured.Add(Time(spec, time));
            return measured[^1];
        }), measured);
    }

    private static PruneResult Prune(NetworkSpec spec, double limit, LatencyMeter? meter) =>
        Networks.Prune(spec, Networks.Weights(spec, 61), Networks.Source(Networks.Samples(400, 8, 62), 8), new() { Widths = WidthChoice.Budget(BudgetKind.Latency, limit, meter) });
}
