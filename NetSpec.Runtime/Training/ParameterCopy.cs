using System.Numerics;

namespace NetSpec.Runtime;

/// <summary>A second copy of all parameters, running statistics included, to go back to.</summary>
internal sealed class ParameterCopy(ParameterSet<float> parameters) : IDisposable
{
    private const int BlockLength = 1 << 20;

    /// <summary>The copy, laid out as the parameters are.</summary>
    public AlignedMemory<float> Memory { get; } = new(parameters.Memory.Length);

    /// <summary>Copies the parameters as they are now.</summary>
    public void Take() => Copy(parameters.Memory, Memory);

    /// <summary>Puts the parameters back.</summary>
    public void Restore()
    {
        Copy(Memory, parameters.Memory);
        parameters.MarkChanged();
    }

    /// <summary>Whether the parameters (not the copy) are free of NaN and infinity.</summary>
    public bool IsFinite()
    {
        // A NaN or infinity times zero is NaN, and NaN survives every sum.
        var sum = Vector<float>.Zero;
        for (var start = 0L; start < Memory.Length; start += BlockLength)
        {
            var block = parameters.Memory.Slice(start, (int)Math.Min(BlockLength, Memory.Length - start));
            for (var i = 0; i < block.Length; i += Vector<float>.Count)
                sum += new Vector<float>(block[i..]) * Vector<float>.Zero;
        }
        return Vector.EqualsAll(sum, Vector<float>.Zero);
    }

    public void Dispose() => Memory.Dispose();

    private static void Copy(AlignedMemory<float> from, AlignedMemory<float> to)
    {
        for (var start = 0L; start < from.Length; start += BlockLength)
        {
            var length = (int)Math.Min(BlockLength, from.Length - start);
            from.Slice(start, length).CopyTo(to.Slice(start, length));
        }
    }
}
