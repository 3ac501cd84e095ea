using System.Collections;
using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;
using NetSpec.Generator;
using NetSpec.Tests.Training;

namespace NetSpec.Tests.Generator;

/// <summary>An edit regenerates what it changes and nothing else.</summary>
public class CachingTests
{
    private const string Class = "using NetSpec;\n[Network(3, Loss = Loss.Hinge)]\n[Dense(2, Activation = Activation.Relu)]\n[Dense(1)]\npublic sealed partial class Written;\n";

    private static readonly GeneratorHost.SpecText Tiny = Spec("Tiny", 4);

    [Fact]
    public void UnrelatedEditLeavesEverythingCached()
    {
        var project = GeneratorHost.Project(Class, "class Other { }");
        var driver = GeneratorHost.Driver(Tiny).RunGenerators(project);
        var result = GeneratorHost.Result(driver.RunGenerators(Replace(project, 1, "class Other { int _x; }")));
        Assert.Equal(2, result.GeneratedSources.Length);
        Assert.NotEmpty(SourceOutputs(result));
        Assert.All(SourceOutputs(result), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void CommentInSpecChangesNothing()
    {
        var driver = GeneratorHost.Driver(Tiny).RunGenerators(GeneratorHost.Project());
        driver = driver.ReplaceAdditionalText(Tiny, Spec("Tiny", 4, "# remark\n\n"));
        var result = GeneratorHost.Result(driver.RunGenerators(GeneratorHost.Project()));
        Assert.Equal([IncrementalStepRunReason.Unchanged], Reasons(result, Steps.Yaml));
        Assert.Equal([IncrementalStepRunReason.Cached], Reasons(result, Steps.YamlNetworks));
        Assert.All(SourceOutputs(result), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void LinesAboveClassChangeNoCode()
    {
        var project = GeneratorHost.Project(Class);
        var driver = GeneratorHost.Driver().RunGenerators(project);
        var result = GeneratorHost.Result(driver.RunGenerators(Replace(project, 0, Class.Replace("[Network", "// remark\n\n[Network", StringComparison.Ordinal))));
        Assert.Equal([IncrementalStepRunReason.Unchanged], Reasons(result, Steps.AttributeCode));
        Assert.All(SourceOutputs(result), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void OneSpecOfHundredRegeneratesOne()
    {
        var specs = Enumerable.Range(0, 100).Select(i => Spec($"Net{i}", 2 + (i % 7))).ToArray();
        var driver = GeneratorHost.Driver(specs).RunGenerators(GeneratorHost.Project(Class));
        driver = driver.ReplaceAdditionalText(specs[37], Spec("Net37", 11));
        var result = GeneratorHost.Result(driver.RunGenerators(GeneratorHost.Project(Class)));
        Assert.Equal(101, result.GeneratedSources.Length);
        Assert.Equal(1, SourceOutputs(result).Count(r => r is IncrementalStepRunReason.Modified or IncrementalStepRunReason.New));
    }

    [Fact]
    public void ModelsHoldNothingOfTheCompiler()
    {
        var specs = new[] { Tiny, Spec("Renamed", 3), GeneratorHost.Spec("bad.net.yaml", "netspec: 1\nnam: Bad\n"), Freeze.Freezing.File(Freeze.Freezing.Model()) };
        const string Names = "using NetSpec;\n[NetworkSpec(\"Renamed.net.yaml\")]\npublic sealed partial class New;\n[NetworkSpec(\"none.net.yaml\")] public partial class None;\n[Network(3)] class NotPartial;";
        var result = GeneratorHost.Run(GeneratorHost.Project(Class, Names), specs);
        var steps = typeof(Steps).GetFields().Select(f => (string)f.GetRawConstantValue()!).ToList();
        Assert.All(steps, step => Assert.NotEmpty(result.TrackedSteps[step]));
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var output in steps.SelectMany(step => result.TrackedSteps[step]).SelectMany(s => s.Outputs)) Visit(output.Value, seen);
        Assert.True(seen.Count > 50, "The walk found next to nothing.");
    }

    [Fact]
    public void TwoRunsAreEqualToTheByteInEveryCulture()
    {
        var first = Run();
        Assert.Equal(first, Run());
        Culture.German(() => Assert.Equal(first, Run()));

        static string Run() => string.Concat(GeneratorHost.Run(
            GeneratorHost.Project(Class), Tiny, GeneratorHost.Spec("odd.net.yaml", "netspec: 1\nname: Odd\ninput: 3\nlayers:\n  - normalize: { mean: 0.25, std: 1.5 }\n  - dense: 2\n    activation: { elu: 0.3 }\n"))
            .GeneratedSources.Select(s => s.HintName + "\n" + s.SourceText));
    }

    // Some cultures have minus signs and digits of their own.
    [Fact]
    public void NoTextHoldsTheCulturesSigns()
    {
        var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (odd.NumberFormat.NegativeSign, odd.NumberFormat.NumberDecimalSeparator, odd.NumberFormat.NumberGroupSeparator) = ("~", "!", "?");
        var expected = GeneratedTexts.All(withDevices: true).ToList();
        Culture.In(odd, () => Assert.All(expected.Zip(GeneratedTexts.All(withDevices: true)), pair => Assert.Equal(pair.First, pair.Second)));
    }

    private static void Visit(object? value, HashSet<object> seen)
    {
        if (value is null || value.GetType().IsPrimitive || value.GetType().IsEnum || value is string || !seen.Add(value)) return;
        Assert.False(
            value is ISymbol or SyntaxNode or SyntaxTree or SyntaxReference or Location or AdditionalText or Microsoft.CodeAnalysis.Compilation or AttributeData,
            $"A model holds {value.GetType()}.");
        if (value is IEnumerable items)
        {
            foreach (var item in items) Visit(item, seen);
            return;
        }
        for (var type = value.GetType(); type is not null; type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                Visit(field.GetValue(value), seen);
        }
    }

    private static GeneratorHost.SpecText Spec(string name, int units, string head = "") => GeneratorHost.Spec(
        name + ".net.yaml", $"{head}netspec: 1\nname: {name}\ninput: 3\nlayers:\n  - dense: {units}\n    activation: relu\n  - dense: 1\n");

    private static Microsoft.CodeAnalysis.Compilation Replace(Microsoft.CodeAnalysis.CSharp.CSharpCompilation project, int index, string source)
    {
        var tree = project.SyntaxTrees[index];
        return project.ReplaceSyntaxTree(tree, GeneratorHost.Tree(source, tree.FilePath));
    }

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorRunResult result, string step) =>
        result.TrackedSteps[step].SelectMany(s => s.Outputs).Select(o => o.Reason);

    private static List<IncrementalStepRunReason> SourceOutputs(GeneratorRunResult result) =>
        [.. result.TrackedOutputSteps.SelectMany(pair => pair.Value).SelectMany(s => s.Outputs).Select(o => o.Reason)];
}
