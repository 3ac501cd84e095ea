namespace NetSpec.Generator;

/// <summary>
/// A batch normalisation at inference as one scale and one shift a unit, which the epilogue of the sum before it applies. Two vectors in
/// the packed memory, refreshed with the other packed copies when the parameters' version has moved: training, loading and writing all
/// count it up, so that neither is ever stale, and no call pays for square roots. Scaled copies of the weights would give the same speed
/// and cost their memory a second time; and layers that share a weight may be normalised apart.
/// </summary>
/// <param name="Normalisation">The operation folded.</param>
/// <param name="Scale">Offset of scale / sqrt(running variance + epsilon) in the packed memory.</param>
/// <param name="Shift">Offset of bias + (the sum's own bias - running mean) times that.</param>
internal sealed record FoldedNormalisation(NormaliseBatch Normalisation, long Scale, long Shift);
