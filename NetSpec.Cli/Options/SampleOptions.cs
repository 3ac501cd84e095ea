using System.CommandLine;
using NetSpec.Cli.Hosting;
using NetSpec.Cli.Inputs;
using NetSpec.Cli.Networks;
using NetSpec.Runtime;

namespace NetSpec.Cli.Options;

/// <summary>
/// <c>--input X</c>, with <c>--target T</c> where a verb takes targets, or <c>--data D</c> in their place: the samples that a verb works on.
/// </summary>
internal sealed class SampleOptions
{
    private readonly Option<string?> _input;
    private readonly Option<string?>? _target;
    private readonly Option<string?> _data = Declare.Text("--data", "FILE", "In place of files: a mapping file, or kind:key=value,...; what training learns from is taken.");

    /// <summary>Declares the options.</summary>
    /// <param name="input">What <c>--input</c> holds.</param>
    /// <param name="target">What <c>--target</c> holds; null: the verb takes no targets.</param>
    public SampleOptions(string input, string? target = null)
    {
        _input = Declare.Text("--input", "FILE", $"{input} This or --data is needed.");
        _target = target is null ? null : Declare.Text("--target", "FILE", target);
    }

    public IEnumerable<Symbol> Symbols => _target is null ? [_input, _data] : [_input, _target, _data];

    /// <summary>The files that samples are read from, which no output may replace.</summary>
    public IEnumerable<string?> Files(Invocation invocation) =>
        [invocation.Get(_input), _target is null ? null : invocation.Get(_target), .. invocation.Get(_data) is { } data ? DataArgument.Read(data).Files : []];

    /// <summary>Reads the samples.</summary>
    /// <exception cref="UsageException">Not exactly one of the two ways, or targets given twice.</exception>
    /// <exception cref="InputException">They cannot be read, or do not fit the network.</exception>
    public GivenSamples Read(Invocation invocation, LoadedNetwork loaded)
    {
        var target = _target is null ? null : invocation.Get(_target);
        switch (invocation.Get(_input), invocation.Get(_data))
        {
            case ({ } input, null):
                var inputs = Samples.Inputs(input, loaded.Info);
                var count = inputs.Length / loaded.Info.InputSize;
                return new(input, inputs, target is null ? null : Samples.Targets(target, loaded.Info, count), count);
            case (null, { } data):
                return target is null ? Load(invocation, loaded, data) : throw new UsageException("--target goes with --input; --data brings its own targets.");
            default:
                throw new UsageException("One of --input and --data is needed.");
        }
    }

    // As 'train' reads them, so that a network is measured on what it learnt from.
    private GivenSamples Load(Invocation invocation, LoadedNetwork loaded, string text)
    {
        var (given, info) = (DataArgument.Read(text), loaded.Info);
        using var data = given.Load(ModelData.Adapt(given.Options, loaded.Metadata), invocation.Cancellation);
        ModelData.CompareScale(data.Description, loaded.Metadata, invocation.Terminal);
        if (_target is not null)
            Labels.CheckSizes(info, data.Train);
        else if (data.Train.InputSize != info.InputSize)
            throw new InputException($"The data has {data.Train.InputSize} values a sample, {info.Name} reads {info.InputSize}.");
        var (inputs, targets) = data.Train.ReadAll(invocation.Cancellation);
        if (_target is not null) Labels.Check(info, targets);
        return new(text, inputs, _target is null ? null : targets, (int)data.Train.Count);
    }
}
