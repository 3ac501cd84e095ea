namespace NetSpec.Runtime;

/// <summary>Running moments of layers' units, in float64; memory does not grow with the samples.</summary>
public sealed class CovarianceSet
{
    private readonly Dictionary<string, Moments> _layers = new(StringComparer.Ordinal);

    /// <summary>Makes an empty set for layers of a network.</summary>
    /// <param name="info">The network.</param>
    /// <param name="wants">Which of its layers, asked for those that have a covariance and for sequences; null: all that have one. Moments of a
    /// sequence run over samples and steps.</param>
    /// <param name="accumulation">How the inner sums are kept.</param>
    /// <param name="wantsStates">Which recurrent layers' states of every step, over samples and steps, under
    /// <see cref="LayerInfo.StatesPath"/>; null: none.</param>
    public CovarianceSet(
        NetworkInfo info,
        Func<LayerInfo, bool>? wants = null,
        CovarianceAccumulation accumulation = CovarianceAccumulation.Double,
        Func<LayerInfo, bool>? wantsStates = null)
    {
        Accumulation = accumulation;
        foreach (var layer in info.Layers)
        {
            if (wants is null ? layer.HasCovariance : (layer.HasCovariance || layer.Output.Length == 2) && wants(layer))
                _layers.Add(layer.Path, new Moments(layer.Units));
            if (layer.HasStates && wantsStates?.Invoke(layer) == true) _layers.Add(layer.StatesPath, new Moments(layer.Units));
        }
    }

    /// <summary>How the inner sums are kept.</summary>
    public CovarianceAccumulation Accumulation { get; }

    /// <summary>Paths of the layers, and of states, in the set.</summary>
    public IReadOnlyCollection<string> Layers => _layers.Keys;

    /// <summary>The moments of a layer, or null where it is not in the set.</summary>
    public Moments? Find(string path) => _layers.GetValueOrDefault(path);

    /// <summary>The moments of a layer.</summary>
    public Moments this[string path] => Find(path) ?? throw new InputException($"There is no covariance of a layer '{path}' in the set.");
}

/// <summary>How the inner sums of a covariance are kept.</summary>
public enum CovarianceAccumulation
{
    /// <summary>Products and sums in float64: good to its round-off. Half the speed of <see cref="Blocked"/>.</summary>
    Double,
    /// <summary>Float32 sums of at most 256 samples, shifted by a provisional mean, added up in float64.</summary>
    Blocked,
}
