using BenchmarkDotNet.Attributes;
using NetSpec.Compiler;

namespace NetSpec.Benchmarks;

/// <summary>From a spec's text to C#, through the whole incremental generator.</summary>
public class GeneratorBenchmarks
{
    private readonly string _spec = Networks.Spec("Net", "cross_entropy", 784, 128, 64, 10);

    [Benchmark]
    public int Generate() => SpecCompiler.Generate(_spec, "net.net.yaml").Length;
}
