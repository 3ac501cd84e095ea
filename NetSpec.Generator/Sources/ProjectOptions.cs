using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>What the project says: its root namespace, double precision where a test build asks for it (NetSpecPrecision), and whether it allows pointers.</summary>
internal sealed record ProjectOptions(string? RootNamespace, bool IsDouble, bool AllowsUnsafe)
{
    public Precision Precision => IsDouble ? Precision.Double : Precision.Single;

    public static ProjectOptions Read(AnalyzerConfigOptionsProvider provider, bool allowsUnsafe)
    {
        provider.GlobalOptions.TryGetValue("build_property.RootNamespace", out var space);
        provider.GlobalOptions.TryGetValue("build_property.NetSpecPrecision", out var precision);
        return new ProjectOptions(string.IsNullOrEmpty(space) ? null : space, precision == "double", allowsUnsafe);
    }

    public static bool AllowsUnsafeIn(Compilation compilation) => compilation.Options is CSharpCompilationOptions { AllowUnsafe: true };

    /// <summary>One error for the project, where it has networks but no pointers: each kernel would give hundreds.</summary>
    public static IEnumerable<SpecDiagnostic> Check(IEnumerable<SourceNetwork> networks) =>
        from network in networks.Where(n => n.Network is not null && !n.Project!.AllowsUnsafe).Take(1)
        select new SpecDiagnostic(
            SpecDiagnostics.UnsafeCode.Id,
            $"'{network.FullName}' needs unsafe code, which this project switches off; set AllowUnsafeBlocks to true.",
            "", default);
}
