using Microsoft.CodeAnalysis.Diagnostics;

namespace NetSpec.Generator;

/// <summary>What the project says: its root namespace, and double precision where a test build asks for it (NetSpecPrecision).</summary>
internal sealed record ProjectOptions(string? RootNamespace, bool IsDouble)
{
    public Precision Precision => IsDouble ? Precision.Double : Precision.Single;

    public static ProjectOptions Read(AnalyzerConfigOptionsProvider provider)
    {
        provider.GlobalOptions.TryGetValue("build_property.RootNamespace", out var space);
        provider.GlobalOptions.TryGetValue("build_property.NetSpecPrecision", out var precision);
        return new ProjectOptions(string.IsNullOrEmpty(space) ? null : space, precision == "double");
    }
}
