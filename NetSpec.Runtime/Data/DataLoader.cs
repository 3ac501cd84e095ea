using System.Collections.Immutable;

namespace NetSpec.Runtime;

/// <summary>Loads data of every kind.</summary>
public static class DataLoader
{
    /// <summary>Every kind; a new one is a file under Kinds and a line here.</summary>
    private static readonly ImmutableArray<DataKind> Kinds =
        [new DigitsData(), new MiniData(), new IdxData(), new CsvData(), new NpyData(), new NpzData(), new CifarData()];

    /// <summary>Keys that every kind takes.</summary>
    private static readonly ImmutableArray<string> CommonKeys = ["shuffle_seed", "validation", "limit"];

    /// <summary>
    /// Loads data and splits it: by <c>shuffle_seed</c> (0) into what is learnt from, <c>test</c> and <c>validation</c>; <c>limit</c>
    /// bounds the samples before.
    /// </summary>
    /// <exception cref="InputException">An unknown kind or key, a wrong value, a file that cannot be read.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; large CSV files take a while.</exception>
    public static DataSet Load(DataOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var kind = Kinds.FirstOrDefault(k => k.Name == options.Kind)
            ?? throw new InputException(
                $"There is no data of kind '{options.Kind}'{NearestName.Suggestion(options.Kind, Kinds.Select(k => k.Name))}");
        var arguments = new DataArguments(options, [.. kind.Keys, .. CommonKeys], cancellation);
        var loaded = kind.Load(arguments);
        try
        {
            return DataSplit.Split(loaded, arguments);
        }
        catch
        {
            loaded.Samples.Dispose();
            loaded.Test?.Dispose();
            throw;
        }
    }
}
