namespace NetSpec.Runtime;

/// <summary>Checks that every source makes of a call of Read.</summary>
internal static class ReadRequest
{
    /// <summary>Refuses indices and buffers that do not fit: a programmer's error.</summary>
    public static void Check(IDataSource source, ReadOnlySpan<long> indices, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets)
    {
        if (inputs.Length != (long)indices.Length * source.InputSize)
            throw new ArgumentException(
                $"{indices.Length} samples of {source.InputSize} values do not fit a buffer of {inputs.Length}.", nameof(inputs));
        if (!targets.IsEmpty && targets.Length != (long)indices.Length * source.TargetSize)
            throw new ArgumentException(
                $"{indices.Length} targets of {source.TargetSize} values do not fit a buffer of {targets.Length}.", nameof(targets));
        foreach (var index in indices)
        {
            if (index < 0 || index >= source.Count)
                throw new ArgumentOutOfRangeException(nameof(indices), $"There is no sample {index} among {source.Count}.");
        }
    }

    /// <summary>Refuses NaN and infinity.</summary>
    /// <param name="values">Samples one after another.</param>
    /// <param name="size">Values of one sample.</param>
    /// <param name="indices">Which samples they are.</param>
    /// <param name="where">Names their origin, for example <c>'x.npy'</c>.</param>
    public static void RequireFinite(ReadOnlySpan<float> values, int size, ReadOnlySpan<long> indices, string where)
    {
        var bad = Finite.IndexOfBad(values);
        if (bad >= 0)
            throw new InputException(
                $"Sample {indices[bad / size]} of {where} holds {Finite.Text(values[bad])} at index {bad % size}, where finite numbers were expected.");
    }
}
