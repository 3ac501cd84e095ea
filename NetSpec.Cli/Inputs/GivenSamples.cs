namespace NetSpec.Cli.Inputs;

/// <summary>Samples that a verb was given, held against its network.</summary>
/// <param name="Source">Where they come from, as it was written.</param>
/// <param name="Inputs">Count * InputSize values.</param>
/// <param name="Targets">Count * TargetSize values; null where there are none or none were wanted.</param>
/// <param name="Count">How many there are.</param>
internal sealed record GivenSamples(string Source, float[] Inputs, float[]? Targets, int Count);
