namespace NetSpec.Runtime;

/// <summary>One kind of data.</summary>
internal abstract class DataKind
{
    /// <summary>Its name in a recipe.</summary>
    public abstract string Name { get; }

    /// <summary>The keys it takes beside those of every kind.</summary>
    public abstract IReadOnlyList<string> Keys { get; }

    /// <summary>The share of its samples that is kept for testing where <c>test</c> does not say how much.</summary>
    public virtual double TestShare => 0;

    /// <summary>Reads or makes the samples.</summary>
    public abstract LoadedData Load(DataArguments arguments);

    /// <summary>
    /// Reads or makes samples whose answers are asked for, in the file's order; kinds that keep targets apart do not read them.
    /// </summary>
    /// <param name="arguments">As for <see cref="Load"/>.</param>
    /// <param name="inputSize">Values of a sample that the network reads, for files that do not say which of their values those are.</param>
    public virtual LoadedData LoadInputs(DataArguments arguments, int inputSize) => Load(arguments);
}

/// <summary>Samples before they are split.</summary>
/// <param name="Samples">All of them, or those to learn from where there is a test set.</param>
/// <param name="Test">A test set of its own, or null.</param>
/// <param name="Description">What travels with the model.</param>
/// <param name="TestShare">How much of the samples becomes the test set where there is none of its own.</param>
/// <param name="Seed">Of the shuffle where <c>shuffle_seed</c> is not given.</param>
internal sealed record LoadedData(
    IDataSource Samples, IDataSource? Test, DataDescription Description, double TestShare = 0, ulong Seed = 0);
