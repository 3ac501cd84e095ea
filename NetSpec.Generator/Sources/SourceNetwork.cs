using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>A network as it was found in a project, or what is wrong with it. Compares by value, so that an edit of a comment changes nothing.</summary>
/// <param name="Path">File that it stands in.</param>
/// <param name="Place">Where its name stands there.</param>
/// <param name="Network">The checked network; null where it has errors.</param>
/// <param name="Diagnostics">Its errors.</param>
/// <param name="Accessibility">Of the class.</param>
/// <param name="IsNamespaceFixed">The class exists already, so the root namespace does not apply.</param>
internal sealed record SourceNetwork(
    string Path,
    SourceSpan Place,
    ResolvedNetwork? Network,
    EquatableArray<SpecDiagnostic> Diagnostics,
    string Accessibility = "public",
    bool IsNamespaceFixed = false)
{
    /// <summary>The project it is generated in.</summary>
    public ProjectOptions? Project { get; private init; }

    /// <summary>Namespace of the class; null for the global one.</summary>
    public string? Namespace => Network?.Spec.Namespace ?? (IsInRootNamespace ? Project?.RootNamespace : null);

    /// <summary>Whether the project says the namespace.</summary>
    public bool IsInRootNamespace => Network?.Spec.Namespace is null && !IsNamespaceFixed;

    /// <summary>Namespace and name.</summary>
    public string FullName => (Namespace is { } space ? space + "." : "") + Network?.Spec.Name;

    /// <summary>The classes that it becomes: one, and one for devices where that is asked for and can be had.</summary>
    public IEnumerable<string> ClassNames => HasDevice ? [FullName, FullName + "Gpu"] : [FullName];

    private bool HasDevice => Project is not null && Network is not null && Project.WantsDevice(Network.Spec) && Project.MissingFor(Network.Spec) is null;

    public static SourceNetwork From(SpecResult result, string path) =>
        new(path, new SourceSpan(1, 1, 1, 1, 0, 0), result.Network, result.Diagnostics);

    /// <summary>The network in a project.</summary>
    public SourceNetwork In(ProjectOptions project) => Network is not null && project.MissingFor(Network.Spec) is { } missing
        ? this with { Project = project, Diagnostics = new([.. Diagnostics, new(missing.Descriptor.Id, missing.Message, Path, Place)]) }
        : this with { Project = project };

    /// <summary>What code is generated from: without places, which move with every line above.</summary>
    public SourceNetwork WithoutPlaces() => this with { Place = default, Diagnostics = default };

    public void Emit(SourceProductionContext output, DuplicateNames duplicates)
    {
        if (Network is null || !Project!.CanCompile || duplicates.Later.Items.Contains(Path + "|" + FullName)) return;
        output.CancellationToken.ThrowIfCancellationRequested();
        var plan = Planner.Plan(Network, Project.Precision);
        output.CancellationToken.ThrowIfCancellationRequested();
        var text = NetworkEmitter.Print(plan, IsNamespaceFixed ? null : Project.RootNamespace, Accessibility);
        output.AddSource(HintName(FullName), SourceText.From(text, Encoding.UTF8));
        if (!HasDevice || duplicates.Later.Items.Contains(Path + "|" + FullName + "Gpu")) return;
        output.CancellationToken.ThrowIfCancellationRequested();
        var device = GpuNetworkEmitter.Print(plan, IsNamespaceFixed ? null : Project.RootNamespace, Accessibility);
        output.AddSource(HintName(FullName + "Gpu"), SourceText.From(device, Encoding.UTF8));
    }

    // Hint names ignore case, and a clash loses all output of a generator: the hash tells names apart that differ by case.
    internal static string HintName(string fullName)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in fullName) hash = unchecked((hash ^ c) * 1099511628211UL);
        return fullName + "." + hash.ToString("x16", CultureInfo.InvariantCulture) + ".g.cs";
    }
}
