using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// Batches of small convolutional networks with samples in lanes: a block of images, a sample a lane, goes through all layers before the next
/// does. No lane is padding however few the channels, transformations of tiles need no shuffles, and a weight is a broadcast. What fills
/// no block goes through the layers of inference.
/// </summary>
/// <param name="Input">The caller's images.</param>
/// <param name="Steps">The layers.</param>
/// <param name="Scratch">Where memory of tiles begins, in vectors.</param>
/// <param name="Length">Vectors of a block's memory.</param>
/// <param name="Cost">Vector operations of 16 samples on 512 bits.</param>
/// <param name="OtherCost">What the layers of inference take for them.</param>
internal sealed record ImagesInLanes(LanesPlanes Input, ImmutableArray<LanesStep> Steps, long Scratch, long Length, double Cost, double OtherCost)
{
    /// <summary>Samples of the largest block; batches are cut into pieces at multiples of it.</summary>
    public const int BlockSamples = 16;

    /// <summary>The convolutions.</summary>
    public IEnumerable<LanesConvolution> Convolutions => Steps.OfType<LanesConvolution>();

    /// <summary>Where the last layer's units lie, in vectors.</summary>
    public long Output => ((LanesDense)Steps.Last()).To;

    /// <summary>Why, for people.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"blocks of images with samples in lanes: {Cost:F0} vector operations for 16 samples on 512 bits, where the layers below take {OtherCost:F0}; those take the samples that fill no block");
}
