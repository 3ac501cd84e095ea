using System.CommandLine;
using NetSpec.Cli.Hosting;
using NetSpec.Cli.Options;
using NetSpec.Cli.Outputs;
using NetSpec.Runtime;

namespace NetSpec.Cli.Verbs;

/// <summary><c>gradient</c>: the mean loss over all samples and its gradient by every parameter and by the input.</summary>
internal sealed class GradientVerb : Verb
{
    private readonly Argument<string> _spec = Declare.Spec();
    private readonly WeightsOptions _weights = new();
    private readonly SampleOptions _samples = new("Samples, .npy or .npz [n, ...] of float32 or float64.", "Their targets, .npy or .npz: classes [n], or values [n, outputs].");
    private readonly Option<string> _output = Declare.File("--output", "Loss and gradients, .safetensors.");
    private readonly Option<bool> _training = Declare.Flag("--training", "Training mode: dropout, batch statistics.");
    private readonly Option<ulong> _seed = Declare.Seed("Of the noise of dropout.");

    public override IEnumerable<Symbol> Symbols => [_spec, .. _weights.Symbols, .. _samples.Symbols, _output, _training, _seed];

    public override int Run(Invocation invocation)
    {
        OutputCheck.Require("--output", [invocation.Get(_output)], [invocation.Get(_spec), _weights.PathOf(invocation), .. _samples.Files(invocation)]);
        using var loaded = _weights.Load(invocation, invocation.Get(_spec));
        var (network, info) = (loaded.Network, loaded.Info);
        var (_, input, target, samples) = _samples.Read(invocation, loaded);
        if (target is null) throw new UsageException("--input needs --target beside it.");
        var gradient = new GradientSet<float>(network.Parameters);
        var inputGradient = new float[input.Length];
        var isTraining = invocation.Get(_training);
        // One call, so that batch statistics are those of all samples; the network cuts it into slices itself.
        var loss = network.Gradient(input, target, gradient, new GradientRequest<float>
        {
            Training = isTraining,
            Seed = invocation.Get(_seed),
            InputGradient = inputGradient,
        });
        invocation.Cancellation.ThrowIfCancellationRequested();

        var result = new NamedTensors { ["loss"] = Tensors.Scalar(loss) };
        foreach (var parameter in info.Parameters.Where(p => p.IsTrained))
            result[parameter.Name] = Tensor.Create(gradient.Read(parameter.Name), Shape(parameter));
        result["input"] = Tensors.Batch(inputGradient, samples, info.InputShape);
        foreach (var state in info.Parameters.Where(p => isTraining && !p.IsTrained))
            result["state." + state.Name] = Tensor.Create(network.Parameters.Read(state.Name), Shape(state));
        var path = invocation.Get(_output);
        Safetensors.Write(path, result);
        invocation.Terminal.Report(new { output = path, samples, loss, tensors = result.Names });
        invocation.Terminal.Say($"{path}: loss {Text.Number(loss)} over {Text.Count(samples)} samples, {result.Names.Count} tensors.");
        return ExitCode.Done;
    }

    private static long[] Shape(ParameterInfo parameter) => [.. parameter.Shape.Select(d => (long)d)];
}
