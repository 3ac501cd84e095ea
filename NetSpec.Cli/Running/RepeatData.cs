using System.Globalization;
using NetSpec.Cli.Inputs;
using NetSpec.Cli.Recipes;
using NetSpec.Runtime;

namespace NetSpec.Cli.Running;

/// <summary>Loads the data of each repeat: made or split with the recipe's seed plus the repeat, and kept where that changes nothing.</summary>
internal sealed class RepeatData(RecipeData given, CancellationToken cancellation) : IDisposable
{
    private static readonly string[] SplittingKeys = ["test", "validation", "limit"];

    private DataSet? _loaded;
    private DataOptions? _options;

    /// <summary>The data of a repeat; valid until the next one is asked for.</summary>
    public DataSet Load(int repeat)
    {
        var options = Options(repeat);
        if (_loaded is not null && ReferenceEquals(options, _options)) return _loaded;
        Dispose();
        _options = options;
        return _loaded = Preload.Of(given.Load(options, cancellation), cancellation);
    }

    public void Dispose()
    {
        _loaded?.Dispose();
        _loaded = null;
    }

    private DataOptions Options(int repeat)
    {
        var options = given.Options;
        if (repeat == 0) return options;
        var isSeeded = options.KindInfo?.Takes("seed") == true;
        if (isSeeded) options = Moved(options, "seed", repeat);
        else if (options.KindInfo?.TestShare > 0 || SplittingKeys.Any(options.Values.ContainsKey)) options = Moved(options, "shuffle_seed", repeat);
        if (isSeeded && options.Values.ContainsKey("shuffle_seed")) options = Moved(options, "shuffle_seed", repeat);
        return options;
    }

    private static DataOptions Moved(DataOptions options, string key, int repeat)
    {
        // A wrong seed was refused with the first repeat already.
        _ = ulong.TryParse(options.Values.GetValueOrDefault(key, "0"), NumberStyles.None, CultureInfo.InvariantCulture, out var seed);
        return options.With(key, unchecked(seed + (ulong)repeat).ToString(CultureInfo.InvariantCulture));
    }
}
