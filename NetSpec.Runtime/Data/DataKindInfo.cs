namespace NetSpec.Runtime;

/// <summary>What a kind of data takes, for commands that work with every kind.</summary>
/// <param name="Name">Its name in recipes and on the command line.</param>
/// <param name="Keys">The keys that it takes, those of every kind included.</param>
/// <param name="TestShare">The share of its samples that is kept for testing where <c>test</c> does not say how much; 0 where none is.</param>
public sealed record DataKindInfo(string Name, IReadOnlyList<string> Keys, double TestShare)
{
    /// <summary>Whether it takes a key.</summary>
    public bool Takes(string key) => Keys.Contains(key);
}
