namespace NetSpec.Runtime;

/// <summary>Counts answers by class; counts nothing where the classes are too many for a matrix.</summary>
internal sealed class ConfusionMatrix(int classes)
{
    private const int MaxClasses = 4096;

    private readonly long[]? _counts = classes <= MaxClasses ? new long[classes * classes] : null;

    public void Add(int actual, int answer)
    {
        if (_counts is not null)
            _counts[(actual * classes) + answer]++;
    }

    public IReadOnlyList<IReadOnlyList<long>>? Rows() => _counts is null ? null : [.. _counts.Chunk(classes)];
}
