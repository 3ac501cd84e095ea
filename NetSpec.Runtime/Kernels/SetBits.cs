using System.Runtime.InteropServices;

namespace NetSpec.Runtime;

/// <summary>
/// Where a byte has bits: what generated code looks up to list the inputs that are not zero, eight at a time and without a branch that
/// depends on them.
/// </summary>
public static unsafe class SetBits
{
    private const int Bits = 8;

    /// <summary>Eight bytes for each of the 256 bytes: the numbers of its set bits in ascending order, then zeros. It is never freed.</summary>
    public static readonly byte* Positions = Make();

    private static byte* Make()
    {
        const int Bytes = 1 << Bits;
        var positions = (byte*)NativeMemory.AllocZeroed(Bytes * Bits);
        for (var value = 0; value < Bytes; value++)
        {
            var next = positions + (value * Bits);
            for (var bit = 0; bit < Bits; bit++)
            {
                if ((value >> bit & 1) != 0) *next++ = (byte)bit;
            }
        }
        return positions;
    }
}
