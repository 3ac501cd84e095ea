using System.Buffers.Binary;
using System.CommandLine;
using NetSpec.Cli.Hosting;
using NetSpec.Cli.Inputs;
using NetSpec.Cli.Networks;
using NetSpec.Cli.Options;
using NetSpec.Runtime;
using NetSpec.Spec;
using NetSpec.Spec.Frozen;
using NetSpec.Spec.Resolving;

namespace NetSpec.Cli.Verbs;

/// <summary><c>freeze</c>: weights as text beside the spec, which a build puts into the assembly.</summary>
internal sealed class FreezeVerb : Verb
{
    // On other vector widths sums are added in another order: 1e-6 apart after fifty layers, so that a wrong weight stands out.
    private const double Tolerance = 1e-4;
    private const int MostSamples = 4, MostValues = 1 << 14;

    private readonly Argument<string> _spec = Declare.Spec();
    private readonly WeightsOptions _weights = new();
    private readonly Option<string> _out = new("--out") { Description = "Where NAME.net.yaml and NAME.weights.txt are written.", HelpName = "DIR", Required = true };
    private readonly Option<string?> _namespace = Declare.Text("--namespace", "NAMESPACE", "Of the class; else as the spec says.");
    private readonly Option<string?> _input = Declare.Text("--input", "FILE", "Samples of which the first become golden ones, .npy or .npz; else random ones.");
    private readonly Option<bool> _weightsOnly = Declare.Flag("--weights-only", "Without a spec: for a class with attributes, or one that has its spec already.");

    public override IEnumerable<Symbol> Symbols => [_spec, .. _weights.Symbols, _out, _namespace, _input, _weightsOnly];

    public override int Run(Invocation invocation)
    {
        var space = invocation.Get(_namespace);
        if (space is not null && space.Split('.').Any(part => !Identifiers.IsIdentifier(part) || Identifiers.IsKeyword(part)))
            throw new UsageException($"--namespace takes identifiers joined by dots, not '{space}'.");
        using var loaded = _weights.Load(invocation, invocation.Get(_spec));
        var spec = loaded.File.Spec with { Namespace = space ?? loaded.File.Spec.Namespace };
        var model = Model(spec, loaded, invocation.Get(_input));
        invocation.Cancellation.ThrowIfCancellationRequested();

        var folder = invocation.Get(_out);
        var (specPath, weightsPath) = (Path.Combine(folder, spec.Name + ".net.yaml"), Path.Combine(folder, spec.Name + FrozenModel.Extension));
        // A spec that stands there already keeps its comments.
        var isThere = Path.GetFullPath(specPath) == Path.GetFullPath(invocation.Get(_spec)) && spec == loaded.File.Spec;
        if (!invocation.Get(_weightsOnly) && !isThere) AtomicFile.WriteText(specPath, SpecWriter.Write(spec));
        AtomicFile.WriteText(weightsPath, FrozenText.Write(model));
        invocation.Terminal.Report(new
        {
            spec = invocation.Get(_weightsOnly) ? null : specPath, weights = weightsPath, @class = model.Class, parameters = loaded.Info.ParameterCount,
            goldenSamples = model.Inputs.Shape[0], tolerance = model.Tolerance,
        });
        invocation.Terminal.Say($"{weightsPath}: {Text.Count(loaded.Info.ParameterCount)} parameters; in a project, {spec.Name}.Frozen() needs no file and {spec.Name}.SelfTest() checks {model.Inputs.Shape[0]} golden samples.");
        return ExitCode.Done;
    }

    private static FrozenModel Model(NetworkSpec spec, LoadedNetwork loaded, string? input)
    {
        var (info, parameters) = (loaded.Info, loaded.Network.Parameters);
        var tensors = info.Parameters.Select(p => FrozenText.Tensor(p.Name, p.Shape, Bytes(parameters.Read(p.Name))));
        var x = Golden(info, input);
        var y = new float[x.Length / info.InputSize * info.OutputSize];
        loaded.Network.Forward(x, y);
        Finite.Require(Tensor.Create(y, y.Length), $"The output of {info.Name}");
        var (inputs, outputs) = FrozenText.Golden(x.Length / info.InputSize, Bytes(x), Bytes(y));
        return new FrozenModel(spec.Namespace is { } space ? $"{space}.{spec.Name}" : spec.Name, Tolerance, new(tensors), inputs, outputs);
    }

    private static float[] Golden(NetworkInfo info, string? path)
    {
        var most = Math.Clamp(MostValues / info.InputSize, 1, MostSamples);
        if (path is not null)
        {
            var given = Samples.Inputs(path, info);
            if (given.Length == 0) throw new InputException($"'{path}' holds no samples; a golden one is needed.");
            return given[..Math.Min(given.Length, most * info.InputSize)];
        }
        var random = new RandomSource(1);
        return [.. Enumerable.Range(0, most * info.InputSize).Select(_ => (float)random.NextGaussian())];
    }

    private static byte[] Bytes(float[] values)
    {
        var bytes = new byte[values.Length * sizeof(float)];
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
        return bytes;
    }
}
