using System.CommandLine;
using NetSpec.Cli.Hosting;
using NetSpec.Cli.Networks;
using NetSpec.Cli.Options;
using NetSpec.Cli.Outputs;
using NetSpec.Runtime;

namespace NetSpec.Cli.Verbs;

/// <summary><c>covariance</c>: second moments of each layer's units, activation included.</summary>
internal sealed class CovarianceVerb : Verb
{
    private readonly Argument<string> _spec = Declare.Spec();
    private readonly WeightsOptions _weights = new();
    private readonly SampleOptions _samples = new("Samples, .npy or .npz [n, ...] of float32 or float64; at least one.");
    private readonly Option<string> _output = Declare.File("--output", "Per layer a float64 matrix, and its mean as LAYER.mean, .safetensors.");
    private readonly Option<bool> _centered = Declare.Flag("--centered", "About the mean.");

    public override IEnumerable<Symbol> Symbols => [_spec, .. _weights.Symbols, .. _samples.Symbols, _output, _centered];

    public override int Run(Invocation invocation)
    {
        OutputCheck.Require("--output", [invocation.Get(_output)], [invocation.Get(_spec), _weights.PathOf(invocation), .. _samples.Files(invocation)]);
        using var loaded = _weights.Load(invocation, invocation.Get(_spec));
        var info = loaded.Info;
        var (source, input, _, samples) = _samples.Read(invocation, loaded);
        if (samples == 0) throw new InputException($"'{source}' holds no samples; a covariance needs at least one.");
        var moments = new CovarianceSet(info);
        foreach (var range in Batches.Of(samples, invocation.Cancellation))
            loaded.Network.AccumulateCovariance(range.Of(input, info.InputSize), moments);

        var result = new NamedTensors();
        foreach (var layer in info.Layers.Where(l => l.HasCovariance))
        {
            result[layer.Path] = Tensors.Matrix(moments[layer.Path].Covariance(invocation.Get(_centered)));
            result[layer.Path + ".mean"] = Tensor.Create(moments[layer.Path].Mean(), layer.Units);
        }
        var path = invocation.Get(_output);
        Safetensors.Write(path, result);
        invocation.Terminal.Report(new { output = path, samples, tensors = result.Names });
        invocation.Terminal.Say($"{path}: covariances of {result.Names.Count / 2} layers over {Text.Count(samples)} samples.");
        return ExitCode.Done;
    }
}
