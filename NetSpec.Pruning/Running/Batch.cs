namespace NetSpec.Pruning;

/// <summary>Some samples.</summary>
/// <param name="Count">How many.</param>
/// <param name="Inputs">Count * InputSize values.</param>
/// <param name="Targets">Count * TargetSize values; empty where there are none.</param>
internal sealed record Batch(int Count, float[] Inputs, float[] Targets);
