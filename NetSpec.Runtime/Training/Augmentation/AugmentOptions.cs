namespace NetSpec.Runtime;

/// <summary>A random change of training images [channels, height, width], each time another one; measuring never changes them.</summary>
/// <param name="Name">shift, flip or cutout.</param>
/// <param name="Size">In pixels: shift's furthest way (4; 2 for images below 32 pixels), cutout's edge (8); flip takes none. Null: the default.</param>
public sealed record AugmentOptions(string Name, int? Size = null)
{
    /// <summary>The changes there are.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. ImageChange.All.Select(c => c.Name)];

    /// <summary>Refuses names and sizes that no image allows.</summary>
    /// <exception cref="InputException">There is no such change, or it takes no such size.</exception>
    public void Check()
    {
        var change = Change();
        if (Size is { } size && !change.TakesSize)
            throw new InputException($"augment: {Name} takes no size, but {size} was given.");
        if (Size is < 1)
            throw new InputException($"augment: {Name} has the size {Size}, it must be 1 or more.");
    }

    internal ImageChange Change() => ImageChange.All.FirstOrDefault(c => c.Name == Name)
        ?? throw new InputException($"There is no augment '{Name}'{NearestName.Suggestion(Name, Names)}");
}
