using System.Numerics;

namespace NetSpec.Runtime;

/// <summary>Length checks at the door of generated code; every message names both numbers.</summary>
internal static class Lengths
{
    public static int Samples(int length, int size, string name)
    {
        var samples = length / size;
        return samples * size == length
            ? samples
            : throw new ArgumentException($"{length} values are no whole number of samples of {size} values.", name);
    }

    public static void Require(int length, int samples, int size, string name)
    {
        if (length != (long)samples * size)
            throw new ArgumentException($"{length} values were given where {samples} samples need {(long)samples * size}.", name);
    }

    public static void RequireIfAny(int length, int samples, int size, string name)
    {
        if (length != 0) Require(length, samples, size, name);
    }

    // A class outside the outputs would write outside the kernel's row.
    public static void RequireClasses<T>(ReadOnlySpan<T> target, int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var limit = T.CreateChecked(classes);
        for (var i = 0; i < target.Length; i++)
        {
            if (!(target[i] >= T.Zero && target[i] < limit && T.IsInteger(target[i])))
                throw new ArgumentException($"The class of sample {i} is {target[i]}; there are {classes} classes, 0 to {classes - 1}.", nameof(target));
        }
    }
}
