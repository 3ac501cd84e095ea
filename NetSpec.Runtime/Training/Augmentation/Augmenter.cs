using System.Collections.Immutable;
using System.Globalization;

namespace NetSpec.Runtime;

/// <summary>Changes the images of a batch. What happens to a sample depends on seed, epoch and its index alone: not on batches, order or threads.</summary>
internal sealed class Augmenter
{
    private readonly (ImageChange Change, int Size)[] _changes;
    private readonly ImmutableArray<int> _shape;
    private readonly ulong _seed;

    /// <summary>Checks the changes against the network's input.</summary>
    /// <exception cref="InputException">They do not fit it.</exception>
    public Augmenter(IReadOnlyList<AugmentOptions> options, NetworkInfo info, ulong seed)
    {
        (_shape, _seed) = (info.InputShape, seed);
        foreach (var option in options)
            option.Check();
        if (options.Count > 0 && _shape.Length != 3)
        {
            throw new InputException(
                $"augment: {options[0].Name} changes images [channels, height, width], but {info.Name} takes {Text(_shape)}.");
        }
        if (options.GroupBy(o => o.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new InputException($"augment names {twice.Key} twice.");
        _changes = [.. options.Select(o => (o.Change(), Size(o, info)))];
    }

    /// <summary>What it does, for checkpoints.</summary>
    public string Key => _changes.Length == 0
        ? "none"
        : string.Join(", ", _changes.Select(c => c.Change.TakesSize ? $"{c.Change.Name} {c.Size.ToString(CultureInfo.InvariantCulture)}" : c.Change.Name));

    /// <summary>Changes samples in place.</summary>
    /// <param name="inputs">indices.Length images.</param>
    /// <param name="indices">Which samples they are.</param>
    /// <param name="epoch">From 1.</param>
    public void Apply(Span<float> inputs, ReadOnlySpan<long> indices, int epoch)
    {
        for (var i = 0; _changes.Length > 0 && i < indices.Length; i++)
        {
            var size = inputs.Length / indices.Length;
            var image = new Image(inputs.Slice(i * size, size), _shape[1], _shape[2]);
            var draws = new Draws(Seeds.Derive(_seed, Seeds.Augment, (ulong)epoch, (ulong)indices[i]));
            foreach (var (change, extent) in _changes)
                change.Apply(image, extent, ref draws);
        }
    }

    private int Size(AugmentOptions option, NetworkInfo info)
    {
        var change = option.Change();
        var size = option.Size ?? change.DefaultSize(_shape[1], _shape[2]);
        return !change.TakesSize || change.Fits(size, _shape[1], _shape[2])
            ? size
            : throw new InputException(
                $"augment: {option.Name} of {size} pixels leaves nothing of the images {Text(_shape)} of {info.Name}.");
    }

    private static string Text(ImmutableArray<int> shape) => $"[{string.Join(", ", shape)}]";
}
