using System.Collections.Immutable;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Compiler;

/// <summary>A spec has errors; the message is the text that a build would print for each.</summary>
public sealed class SpecException(ImmutableArray<SpecDiagnostic> diagnostics)
    : InputException(string.Join(Environment.NewLine, diagnostics.Select(d => d.ToString())))
{
    /// <summary>The errors, each with its place.</summary>
    public ImmutableArray<SpecDiagnostic> Diagnostics { get; } = diagnostics;
}
