namespace NetSpec.Runtime;

/// <summary>Samples that can be read in any order without holding them all in memory.</summary>
public interface IDataSource : IDisposable
{
    /// <summary>Number of samples.</summary>
    long Count { get; }

    /// <summary>Values of one sample.</summary>
    int InputSize { get; }

    /// <summary>Values of one target: 1 for classes, 0 where there are no targets.</summary>
    int TargetSize { get; }

    /// <summary>Reads samples into buffers of exactly that many values. Thread-safe.</summary>
    /// <param name="indices">Which samples, each in [0, Count).</param>
    /// <param name="inputs">indices.Length * InputSize values.</param>
    /// <param name="targets">indices.Length * TargetSize values; classes as whole numbers. Empty: not wanted.</param>
    /// <exception cref="InputException">A value cannot be read or is not finite.</exception>
    void Read(ReadOnlySpan<long> indices, Span<float> inputs, Span<float> targets);
}

/// <summary>Data split for training: sources over the same columns.</summary>
/// <param name="Train">What is learnt from.</param>
/// <param name="Test">What is only measured; null where there is none.</param>
/// <param name="Validation">What early stopping watches; null where there is none.</param>
/// <param name="Description">What travels with the model.</param>
public sealed record DataSet(IDataSource Train, IDataSource? Test, IDataSource? Validation, DataDescription Description) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        Train.Dispose();
        Test?.Dispose();
        Validation?.Dispose();
    }
}

/// <summary>What a model must keep of its data, so that training and use agree.</summary>
/// <param name="Kind">The kind of data, for example <c>digits</c>.</param>
/// <param name="ClassNames">Names of the classes in order; empty for values.</param>
/// <param name="FeatureNames">Names of the columns in order; empty where they have none.</param>
/// <param name="Scale">What raw values were divided by; 1 where they were not.</param>
public sealed record DataDescription(string Kind, IReadOnlyList<string> ClassNames, IReadOnlyList<string> FeatureNames, double Scale);
