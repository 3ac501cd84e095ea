using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>
/// What the project says: its root namespace, double precision where a test build asks for it (NetSpecPrecision), the backends of all its
/// networks where it names them (NetSpecBackends), and what its compilation holds.
/// </summary>
internal sealed record ProjectOptions(string? RootNamespace, bool IsDouble, Backends? Backends, ProjectTraits Traits)
{
    /// <summary>What is wrong with the root namespace that the project states; null: nothing.</summary>
    public SpecDiagnostic? WrongNamespace { get; private init; }

    /// <summary>Whether the project imports NetSpec's build files.</summary>
    public bool HasBuildFiles { get; private init; }

    /// <summary>Whether code of networks compiles here.</summary>
    public bool CanCompile => Traits.AllowsUnsafe && Traits.HasRuntime;

    public Precision Precision => IsDouble ? Precision.Double : Precision.Single;

    public static ProjectOptions Read(AnalyzerConfigOptionsProvider provider, ProjectTraits traits)
    {
        provider.GlobalOptions.TryGetValue("build_property.RootNamespace", out var space);
        provider.GlobalOptions.TryGetValue("build_property.NetSpecPrecision", out var precision);
        provider.GlobalOptions.TryGetValue("build_property.NetSpecBackends", out var backends);
        provider.GlobalOptions.TryGetValue("build_property.MSBuildProjectName", out var project);
        provider.GlobalOptions.TryGetValue("build_property.NetSpecBuildFiles", out var files);
        return new ProjectOptions(RootNamespaces.Safe(space), precision == "double", ParseBackends(backends), traits)
        {
            WrongNamespace = RootNamespaces.Check(space, project),
            HasBuildFiles = files == "true",
        };
    }

    /// <summary>Whether a network gets a class for devices: as the project says, else as its spec does.</summary>
    public bool WantsDevice(NetworkSpec spec) => !IsDouble && (Backends ?? spec.Backends).HasFlag(NetSpec.Backends.Ilgpu);

    /// <summary>What a network that is asked for on a device lacks in this project; null: nothing.</summary>
    public (SpecDescriptor Descriptor, string Message)? MissingFor(NetworkSpec spec)
    {
        if (!WantsDevice(spec)) return null;
        if (!Traits.HasIlgpu)
            return (SpecDiagnostics.IlgpuMissing, $"'{spec.Name}' asks for ILGPU kernels, but the project does not reference ILGPU; add <PackageReference Include=\"ILGPU\" Version=\"[1.5.3,2.0)\" />.");
        return Traits.HasAlgorithms
            ? null
            : (SpecDiagnostics.AlgorithmsMissing, $"'{spec.Name}' asks for ILGPU kernels, which need ILGPU.Algorithms for exponentials and roots; add <PackageReference Include=\"ILGPU.Algorithms\" Version=\"[1.5.3,2.0)\" />.");
    }

    private static Backends? ParseBackends(string? text)
    {
        var names = (text ?? "").Split([';', ',', ' '], StringSplitOptions.RemoveEmptyEntries);
        if (names.Length == 0) return null;
        return names.Any(n => n.Equals("ilgpu", StringComparison.OrdinalIgnoreCase)) ? NetSpec.Backends.Cpu | NetSpec.Backends.Ilgpu : NetSpec.Backends.Cpu;
    }

    /// <summary>What is wrong with the project as a whole, said once where it has networks: each kernel without pointers would give hundreds of errors.</summary>
    public static IEnumerable<SpecDiagnostic> Check(IEnumerable<SourceNetwork> networks)
    {
        var all = networks.Where(n => n.Network is not null).ToList();
        if (all.FirstOrDefault(n => !n.Project!.Traits.HasRuntime) is { } stray)
        {
            yield return new SpecDiagnostic(
                SpecDiagnostics.RuntimeMissing.Id,
                $"'{stray.FullName}' needs NetSpec.Runtime, which this project does not reference; its code is for .NET 10 or later.",
                "", default);
            yield break;
        }
        if (all.FirstOrDefault(n => !n.Project!.Traits.AllowsUnsafe) is { } network)
        {
            yield return new SpecDiagnostic(
                SpecDiagnostics.UnsafeCode.Id,
                network.Project!.HasBuildFiles
                    ? $"'{network.FullName}' needs unsafe code, which this project switches off; set AllowUnsafeBlocks to true."
                    : $"'{network.FullName}' needs unsafe code, which NetSpec's build files allow; this project gets NetSpec by way of another, so reference it here as well or set AllowUnsafeBlocks to true.",
                "", default);
        }
        if (all.FirstOrDefault(n => n.IsInRootNamespace)?.Project!.WrongNamespace is { } wrong) yield return wrong;
    }
}

/// <summary>What a project's compilation holds.</summary>
/// <param name="AllowsUnsafe">Pointers are allowed.</param>
/// <param name="HasRuntime">The runtime is referenced, which the package NetSpec has for .NET 10 alone.</param>
/// <param name="HasIlgpu">ILGPU is referenced.</param>
/// <param name="HasAlgorithms">ILGPU.Algorithms is referenced.</param>
internal sealed record ProjectTraits(bool AllowsUnsafe, bool HasRuntime, bool HasIlgpu, bool HasAlgorithms)
{
    public static ProjectTraits Of(Compilation compilation) => new(
        compilation.Options is CSharpCompilationOptions { AllowUnsafe: true },
        // Without any reference only the text is wanted, as when a spec is compiled while a program runs.
        !compilation.References.Any() || compilation.GetTypeByMetadataName("NetSpec.Runtime.INetwork") is not null,
        compilation.GetTypeByMetadataName("ILGPU.Runtime.Accelerator") is not null,
        compilation.GetTypeByMetadataName("ILGPU.Algorithms.XMath") is not null);
}
