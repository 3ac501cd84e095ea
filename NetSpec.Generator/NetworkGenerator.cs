using System.Linq;
using Microsoft.CodeAnalysis;
using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>Turns specs and attribute classes into network classes. Two sources, one model, one printer; diagnostics are a branch of their own.</summary>
[Generator]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var options = context.AnalyzerConfigOptionsProvider
            .Combine(context.CompilationProvider.Select(static (c, _) => ProjectTraits.Of(c)))
            .Select(static (pair, _) => ProjectOptions.Read(pair.Left, pair.Right)).WithTrackingName(Steps.Options);
        var references = SpecReferenceSource.Provider(context).WithTrackingName(Steps.References);
        var known = references.Collect().Select(static (all, _) => new EquatableArray<SpecReference>(all));

        var texts = context.AdditionalTextsProvider.Where(static text => YamlSource.IsSpec(text.Path));
        var yaml = texts.Select(static (text, cancel) => YamlSource.Read(text, cancel)).WithTrackingName(Steps.Yaml)
            .Combine(known).SelectMany(static (pair, _) => SpecReferenceSource.Rename(pair.Left, pair.Right));
        var paths = texts.Select(static (text, _) => text.Path).Collect().Select(static (all, _) => new EquatableArray<string>(all));
        var attributes = AttributeSource.Provider(context).WithTrackingName(Steps.Attributes);

        var yamlNetworks = yaml.Combine(options).Select(static (pair, _) => pair.Left.In(pair.Right)).WithTrackingName(Steps.YamlNetworks);
        var attributeNetworks = attributes.Combine(options).Select(static (pair, _) => pair.Left.In(pair.Right)).WithTrackingName(Steps.AttributeNetworks);
        var all = yamlNetworks.Collect().Combine(attributeNetworks.Collect());
        var names = all.Select(static (all, _) => DuplicateNames.Find(all.Left.Concat(all.Right))).WithTrackingName(Steps.Duplicates);
        var project = all.SelectMany(static (all, _) => ProjectOptions.Check(all.Left.Concat(all.Right)));

        var constructors = all.Combine(Constructors.Provider(context)).SelectMany(static (pair, _) => Constructors.Check(pair.Left.Left.Concat(pair.Left.Right), pair.Right));

        var yamlCode = yamlNetworks.Select(static (n, _) => n.WithoutPlaces()).WithTrackingName(Steps.YamlCode);
        var attributeCode = attributeNetworks.Select(static (n, _) => n.WithoutPlaces()).WithTrackingName(Steps.AttributeCode);
        context.RegisterSourceOutput(yamlCode.Combine(names), static (output, pair) => pair.Left.Emit(output, pair.Right));
        context.RegisterSourceOutput(attributeCode.Combine(names), static (output, pair) => pair.Left.Emit(output, pair.Right));
        context.RegisterSourceOutput(yamlNetworks.SelectMany(static (n, _) => n.Diagnostics), static (output, d) => output.ReportDiagnostic(d.ToDiagnostic()));
        context.RegisterSourceOutput(attributeNetworks.SelectMany(static (n, _) => n.Diagnostics), static (output, d) => output.ReportDiagnostic(d.ToDiagnostic()));
        context.RegisterSourceOutput(project, static (output, d) => output.ReportDiagnostic(d.ToDiagnostic()));
        context.RegisterSourceOutput(constructors, static (output, d) => output.ReportDiagnostic(d.ToDiagnostic()));
        context.RegisterSourceOutput(names.SelectMany(static (n, _) => n.Diagnostics), static (output, d) => output.ReportDiagnostic(d.ToDiagnostic()));
        context.RegisterSourceOutput(known.Combine(paths).SelectMany(static (pair, _) => SpecReferenceSource.Missing(pair.Left, pair.Right)),
            static (output, d) => output.ReportDiagnostic(d.ToDiagnostic()));
        context.RegisterSourceOutput(LayersAlone.Provider(context), static (output, d) => output.ReportDiagnostic(d.ToDiagnostic()));
        Freeze(context, yamlCode.Collect().Combine(attributeCode.Collect())
            .Select(static (all, _) => FrozenTargets.Of(all.Left.Concat(all.Right))).WithTrackingName(Steps.FrozenTargets));
    }

    // Beside the networks' code, which is printed whatever the weights are. A text is read when it changes itself, not when a network does.
    private static void Freeze(IncrementalGeneratorInitializationContext context, IncrementalValueProvider<FrozenTargets> targets)
    {
        var sources = context.AdditionalTextsProvider.Where(static text => FrozenSource.IsWeights(text.Path))
            .Select(static (text, cancel) => FrozenSource.Read(text, cancel)).WithTrackingName(Steps.FrozenTexts);
        var first = sources.Select(static (source, _) => source.Owner).Collect().Select(static (all, _) => new EquatableArray<FrozenOwner>(all));
        var classes = sources.Combine(targets).Combine(first)
            .Select(static (pair, _) => FrozenClass.Of(pair.Left.Left, pair.Left.Right, pair.Right)).WithTrackingName(Steps.FrozenClasses);
        context.RegisterSourceOutput(classes, static (output, frozen) => frozen.Emit(output));
    }
}

/// <summary>Names of the pipeline's steps, for tests of caching.</summary>
internal static class Steps
{
    public const string Options = nameof(Options);
    public const string References = nameof(References);
    public const string Yaml = nameof(Yaml);
    public const string Attributes = nameof(Attributes);
    public const string YamlNetworks = nameof(YamlNetworks);
    public const string AttributeNetworks = nameof(AttributeNetworks);
    public const string YamlCode = nameof(YamlCode);
    public const string AttributeCode = nameof(AttributeCode);
    public const string Duplicates = nameof(Duplicates);
    public const string FrozenTargets = nameof(FrozenTargets);
    public const string FrozenTexts = nameof(FrozenTexts);
    public const string FrozenClasses = nameof(FrozenClasses);
}
