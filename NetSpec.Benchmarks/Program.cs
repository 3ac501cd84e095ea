using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using NetSpec.Benchmarks;
using NetSpec.Benchmarks.Layers;
using NetSpec.Benchmarks.Own;
using NetSpec.Benchmarks.Peers;
using NetSpec.Benchmarks.Start;
using NetSpec.Benchmarks.Sweep;

// `accuracy` states the error of covariances, `peers` measures other frameworks in turn,
// `sweep` ONNX Runtime over widths, `layers` a network's layers one by one, `own` generated code beside itself, `start` processes up to their first answer;
// anything else goes to BenchmarkDotNet, for example `--filter *Selection*`.
if (args is ["accuracy"])
{
    CovarianceAccuracy.Print();
    return 0;
}
if (args is ["peers", .. var rest]) return PeersCommand.Run(rest);
if (args is ["sweep", .. var sweep]) return SweepCommand.Run(sweep);
if (args is ["layers", .. var layers]) return LayersCommand.Run(layers);
if (args is ["own", .. var own]) return OwnCommand.Run(own);
if (args is ["start", .. var start]) return StartCommand.Run(start);

// In process: generated networks are compiled by the benchmarks themselves, so that a second build would measure the same code.
var config = DefaultConfig.Instance
    .AddJob(Job.ShortRun.WithToolchain(new InProcessNoEmitToolchain(TimeSpan.FromMinutes(30), logOutput: true)).WithIterationCount(7))
    .AddColumn(StatisticColumn.Median, StatisticColumn.P90)
    .WithOptions(ConfigOptions.DisableOptimizationsValidator);
BenchmarkSwitcher.FromAssembly(typeof(CovarianceBenchmarks).Assembly).Run(args, config);
return 0;
