using System.Buffers.Binary;
using System.CommandLine;
using NetSpec.Cli.Hosting;
using NetSpec.Cli.Inputs;
using NetSpec.Cli.Networks;
using NetSpec.Cli.Options;
using NetSpec.Cli.Outputs;
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
    private readonly Option<string> _out = Declare.Folder("--out", "Where NAME.net.yaml and NAME.weights.txt are written.");
    private readonly Option<string?> _namespace = Declare.Text("--namespace", "NAMESPACE", "Of the class; else as the spec says.");
    private readonly Option<string?> _input = Declare.Text("--input", "FILE", "Samples of which the first become golden ones, .npy or .npz; else random ones.");
    private readonly Option<bool> _weightsOnly = Declare.Flag("--weights-only", "Without a spec: for a class with attributes, or one that has its spec already.");

    public override IEnumerable<Symbol> Symbols => [_spec, .. _weights.Symbols, _out, _namespace, _input, _weightsOnly];

    public override int Run(Invocation invocation)
    {
        var space = invocation.Get(_namespace);
        if (space is not null && space.Split('.').Any(part => !Identifiers.IsIdentifier(part) || Identifiers.IsKeyword(part)))
            throw new UsageException($"--namespace takes identifiers joined by dots, not '{space}'.");
        var file = SpecFile.Read(invocation.Get(_spec));
        var spec = file.Spec with { Namespace = space ?? file.Spec.Namespace };
        var folder = invocation.Get(_out);
        var (specPath, weightsPath) = (Path.Combine(folder, spec.Name + ".net.yaml"), Path.Combine(folder, spec.Name + FrozenModel.Extension));
        var isThere = IsThere(invocation, file, spec, specPath);
        OutputCheck.Require("--out", [weightsPath], file.Path, _weights.PathOf(invocation), invocation.Get(_input));
        using var loaded = _weights.Load(invocation, file);
        var model = Model(spec, loaded, invocation.Get(_input));
        invocation.Cancellation.ThrowIfCancellationRequested();

        if (!isThere) AtomicFile.WriteText(specPath, SpecWriter.Write(spec));
        AtomicFile.WriteText(weightsPath, FrozenText.Write(model));
        invocation.Terminal.Report(new
        {
            spec = invocation.Get(_weightsOnly) ? null : file.Path is var given && OutputCheck.IsSame(given, specPath) ? given : specPath, weights = weightsPath, @class = model.Class, parameters = loaded.Info.ParameterCount,
            goldenSamples = model.Inputs.Shape[0], tolerance = model.Tolerance,
        });
        invocation.Terminal.Say($"{weightsPath}: {Text.Count(loaded.Info.ParameterCount)} parameters; in a project, {spec.Name}.Frozen() needs no file and {spec.Name}.SelfTest() checks {model.Inputs.Shape[0]} golden samples.");
        return ExitCode.Done;
    }

    // A spec that stands there already and says the same keeps its comments, under its own name.
    private bool IsThere(Invocation invocation, SpecFile file, NetworkSpec spec, string path)
    {
        if (invocation.Get(_weightsOnly)) return true;
        const string advice = "write the same 'namespace:' into it, give another --out, or --weights-only";
        if (!OutputCheck.IsSame(file.Path, path)) return OutputCheck.RequireOwnSpec(path, spec, advice);
        return spec == file.Spec ? true : throw new InputException($"'{path}' is the spec that is frozen, and --namespace would rewrite it; {advice}.");
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
