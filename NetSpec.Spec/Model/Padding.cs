namespace NetSpec.Spec;

/// <summary>Padding of an image: a rule, or amounts for each side (<see cref="PaddingMode.Explicit"/>).</summary>
public sealed record ImagePadding(PaddingMode Mode, Extent Amount = default);

/// <summary>Padding of a sequence: a rule, or an amount for each end (<see cref="PaddingMode.Explicit"/>).</summary>
public sealed record SequencePadding(PaddingMode Mode, int Amount = 0);
