using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace NetSpec.Spec.Reading;

/// <summary>Compares by identity: two equal layers of one network stand in two places.</summary>
internal sealed class ReferenceComparer<T> : IEqualityComparer<T>
    where T : class
{
    public static ReferenceComparer<T> Instance { get; } = new();

    public bool Equals(T? x, T? y) => ReferenceEquals(x, y);

    public int GetHashCode(T obj) => RuntimeHelpers.GetHashCode(obj);
}
