namespace NetSpec.Runtime;

/// <summary>Independent seeds from one: each use of chance gets its own, so that none depends on how many numbers another one drew.</summary>
public static class Seeds
{
    /// <summary>A seed for a place in a tree of uses, for example (purpose, step). Allocates nothing.</summary>
    /// <param name="seed">The user's seed.</param>
    /// <param name="path">Where in the tree; another order or length gives another seed.</param>
    public static ulong Derive(ulong seed, params ReadOnlySpan<ulong> path)
    {
        foreach (var place in path)
            seed = RandomSource.SplitMix64(seed, unchecked(place + 1));
        return seed;
    }

    /// <summary>The order of samples in an epoch.</summary>
    internal const ulong Shuffle = 1;

    /// <summary>The noise of a step.</summary>
    internal const ulong Noise = 2;

    /// <summary>The initial values of a parameter.</summary>
    internal const ulong Initial = 3;

    /// <summary>The changes of a sample in an epoch.</summary>
    internal const ulong Augment = 4;
}
