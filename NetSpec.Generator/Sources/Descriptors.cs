using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>The compiler's descriptors, made from the one table of the language.</summary>
internal static class Descriptors
{
    private static readonly Dictionary<string, DiagnosticDescriptor> Table = SpecDiagnostics.All.ToDictionary(d => d.Id, Make);

    public static DiagnosticDescriptor Of(string id) => Table[id];

#pragma warning disable RS1033, RS1032, RS2008 // Texts and release notes live with the language: SpecDiagnostics and docs/diagnostics.
    private static DiagnosticDescriptor Make(SpecDescriptor d) => new(
        d.Id, d.Title, "{0}", "NetSpec", DiagnosticSeverity.Error, isEnabledByDefault: true, d.Description, d.Page);
#pragma warning restore RS1033, RS1032, RS2008
}
