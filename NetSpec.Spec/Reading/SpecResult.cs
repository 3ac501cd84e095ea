namespace NetSpec.Spec;

/// <summary>What reading a spec gave; compares by value.</summary>
/// <param name="Spec">The network as written; null where it could not be read.</param>
/// <param name="Network">The checked network; null where there is any error.</param>
/// <param name="Diagnostics">The errors, in the order of the text; none for a good spec.</param>
public sealed record SpecResult(NetworkSpec? Spec, ResolvedNetwork? Network, EquatableArray<SpecDiagnostic> Diagnostics);
