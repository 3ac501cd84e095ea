using System.Numerics;

namespace NetSpec.Runtime;

/// <summary>Adds slices' gradients. Element by element, so its order is that of the kernels' own adding.</summary>
internal static unsafe class PartialSums
{
    public static void Add<T>(T* from, T* into, long length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Blocks are a multiple of 16 values long, so whole vectors cover them.
        for (nint i = 0; i < (nint)length; i += Vector<T>.Count)
            (Vector.Load(into + i) + Vector.Load(from + i)).Store(into + i);
    }
}
