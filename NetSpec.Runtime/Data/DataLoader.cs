using System.Collections.Immutable;

namespace NetSpec.Runtime;

/// <summary>Loads data of every kind.</summary>
public static class DataLoader
{
    /// <summary>Every kind; a new one is a file under Kinds and a line here.</summary>
    private static readonly ImmutableArray<DataKind> All =
        [new DigitsData(), new MiniData(), new IdxData(), new CsvData(), new NpyData(), new NpzData(), new CifarData()];

    /// <summary>Keys that every kind takes.</summary>
    private static readonly ImmutableArray<string> CommonKeys = ["shuffle_seed", "validation", "limit"];

    /// <summary>Every kind, in the order in which messages list them.</summary>
    public static IReadOnlyList<DataKindInfo> Kinds { get; } = [.. All.Select(kind => new DataKindInfo(kind.Name, KeysOf(kind), kind.TestShare))];

    /// <summary>
    /// Loads data and splits it: by <c>shuffle_seed</c> (0) into what is learnt from, <c>test</c> and <c>validation</c>; <c>limit</c>
    /// bounds the samples before.
    /// </summary>
    /// <exception cref="InputException">An unknown kind or key, a wrong value, a file that cannot be read.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; large CSV files take a while.</exception>
    public static DataSet Load(DataOptions options, CancellationToken cancellation = default) =>
        Load(options, (kind, arguments) => kind.Load(arguments), DataSplit.Split, cancellation);

    /// <summary>
    /// Loads samples whose answers are asked for; targets are not read, so they may be missing. The samples are all of a file in its order,
    /// or the test ones where <c>test</c> or test files are named, or where the kind has them. <c>limit</c> takes the first of them;
    /// <see cref="SubsetSource.PlaceOf"/> tells which ones a part holds. <c>validation</c> keeps nothing back.
    /// </summary>
    /// <param name="options">Where from.</param>
    /// <param name="inputSize">Values of a sample that the network reads: a CSV file of just so many columns has no target among them.</param>
    /// <param name="cancellation">Stops the indexing of large CSV files.</param>
    /// <returns>The samples as what is learnt from; no other parts.</returns>
    /// <exception cref="InputException">An unknown kind or key, a wrong value, a file that cannot be read.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static DataSet LoadInputs(DataOptions options, int inputSize, CancellationToken cancellation = default) =>
        Load(options, (kind, arguments) => kind.LoadInputs(arguments, inputSize), DataSplit.InOrder, cancellation);

    private static ImmutableArray<string> KeysOf(DataKind kind) => [.. kind.Keys, .. CommonKeys];

    private static DataSet Load(
        DataOptions options, Func<DataKind, DataArguments, LoadedData> load, Func<LoadedData, DataArguments, DataSet> split, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        var kind = All.FirstOrDefault(k => k.Name == options.Kind)
            ?? throw new InputException(
                $"There is no data of kind '{options.Kind}'{NearestName.Suggestion(options.Kind, Kinds.Select(k => k.Name))}");
        var arguments = new DataArguments(options, KeysOf(kind), cancellation);
        var loaded = load(kind, arguments);
        try
        {
            return split(loaded, arguments);
        }
        catch
        {
            loaded.Samples.Dispose();
            loaded.Test?.Dispose();
            throw;
        }
    }
}
