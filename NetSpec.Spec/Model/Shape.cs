using System;
using System.Collections.Immutable;
using System.Linq;

namespace NetSpec.Spec;

/// <summary>The shape of one sample: [features], [time, features] or [channels, height, width].</summary>
public readonly struct Shape : IEquatable<Shape>
{
    private readonly EquatableArray<int> _dimensions;

    /// <summary>Makes a shape of the given dimensions.</summary>
    public Shape(params int[] dimensions) => _dimensions = new EquatableArray<int>(dimensions.ToImmutableArray());

    /// <summary>Makes a shape of the given dimensions.</summary>
    public Shape(ImmutableArray<int> dimensions) => _dimensions = new EquatableArray<int>(dimensions);

    /// <summary>The dimensions, outermost first.</summary>
    public ImmutableArray<int> Dimensions => _dimensions.Items;

    /// <summary>Number of dimensions: 1 features, 2 a sequence, 3 an image.</summary>
    public int Rank => Dimensions.Length;

    /// <summary>The dimension at an index.</summary>
    public int this[int index] => Dimensions[index];

    /// <summary>Number of values of one sample; the greatest long where it is beyond that.</summary>
    public long Size => Resolving.Sizes.Product(Dimensions.Select(d => (long)d).ToArray());

    /// <summary>True for [time, features].</summary>
    public bool IsSequence => Rank == 2;

    /// <summary>True for [channels, height, width].</summary>
    public bool IsImage => Rank == 3;

    /// <inheritdoc/>
    public bool Equals(Shape other) => _dimensions.Equals(other._dimensions);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _dimensions.GetHashCode();

    /// <summary>For example <c>[3, 32, 32]</c>.</summary>
    public override string ToString() => "[" + string.Join(", ", Dimensions) + "]";

    /// <summary>Compares by dimensions.</summary>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Compares by dimensions.</summary>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);
}
