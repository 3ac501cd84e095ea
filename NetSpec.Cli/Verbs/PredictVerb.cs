using System.CommandLine;
using NetSpec.Cli.Hosting;
using NetSpec.Cli.Inputs;
using NetSpec.Cli.Networks;
using NetSpec.Cli.Options;
using NetSpec.Cli.Outputs;
using NetSpec.Runtime;

namespace NetSpec.Cli.Verbs;

/// <summary><c>predict</c>: a row of CSV per sample.</summary>
internal sealed class PredictVerb : Verb
{
    // As many values as take 16 MB: of small samples a batch is large enough for all threads, of large images it is few.
    private const int MostSamples = 1024, MostValues = 1 << 22;

    private readonly Argument<string> _spec = Declare.Spec();
    private readonly WeightsOptions _weights = new();
    private readonly Option<string> _data = Declare.File("--data", "A mapping file, or kind:key=value,...; targets are not read, limit=N takes the first N samples.");
    private readonly Option<string> _output = Declare.File("--output", "Answers, .csv.");

    public override IEnumerable<Symbol> Symbols => [_spec, .. _weights.Symbols, _data, _output];

    public override int Run(Invocation invocation)
    {
        var given = DataArgument.Read(invocation.Get(_data));
        OutputCheck.Require("--output", [invocation.Get(_output)], [invocation.Get(_spec), _weights.PathOf(invocation), .. given.Files]);
        using var loaded = _weights.Load(invocation, invocation.Get(_spec));
        var info = loaded.Info;
        using var data = given.LoadInputs(ModelData.Adapt(given.Options, loaded.Metadata), info.InputSize, invocation.Cancellation);
        ModelData.CompareScale(data.Description, loaded.Metadata, invocation.Terminal);
        var samples = data.Train;
        if (samples.InputSize != info.InputSize)
            throw new InputException($"The data has {samples.InputSize} values a sample, {info.Name} reads {info.InputSize}.");
        var kept = ModelData.ClassNames(loaded.Metadata);
        var answers = Answers.For(info, kept.Count > 0 ? kept : data.Description.ClassNames);
        var path = invocation.Get(_output);
        invocation.Terminal.Track("Predicting", progress =>
        {
            AtomicFile.Write(path, stream => Write(stream, loaded.Network, samples, answers, new SampleReporter(progress, samples.Count), invocation.Cancellation));
            return 0;
        });
        invocation.Terminal.Report(new { output = path, samples = samples.Count, columns = answers.Columns });
        invocation.Terminal.Say($"{path}: {Text.Count(samples.Count)} answers of {info.Name}.");
        return ExitCode.Done;
    }

    private static void Write(Stream stream, INetwork network, IDataSource samples, Answers answers, IProgress<long> progress, CancellationToken cancellation)
    {
        using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine(string.Join(',', answers.Columns.Select(Csv.Field)));
        // Where a part was asked for, its samples keep the numbers that they have in the file.
        var part = samples as SubsetSource;
        var (inputSize, outputSize) = (network.Info.InputSize, network.Info.OutputSize);
        var batch = (int)Math.Min(Math.Clamp(MostValues / ((long)inputSize + outputSize), 1, MostSamples), Math.Max(1, samples.Count));
        var (input, output) = (new float[batch * inputSize], new float[batch * outputSize]);
        for (var start = 0L; start < samples.Count; start += batch)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = (int)Math.Min(batch, samples.Count - start);
            samples.ReadRange(start, count, input.AsSpan(0, count * inputSize), []);
            network.Forward(input.AsSpan(0, count * inputSize), output.AsSpan(0, count * outputSize));
            for (var i = 0; i < count; i++)
                writer.WriteLine(string.Join(',', answers.Row(part?.PlaceOf(start + i) ?? start + i, output.AsSpan(i * outputSize, outputSize)).Select(Csv.Field)));
            progress.Report(start + count);
        }
    }
}
