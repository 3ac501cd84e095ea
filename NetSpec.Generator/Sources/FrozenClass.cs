using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using NetSpec.Spec;
using NetSpec.Spec.Frozen;

namespace NetSpec.Generator;

/// <summary>Weights and the class that they are for, or what is wrong with them.</summary>
internal sealed record FrozenClass(FrozenModel? Model, FrozenTarget? Target, SpecDiagnostic? Wrong)
{
    public static FrozenClass Of(FrozenSource source, FrozenTargets targets, EquatableArray<FrozenOwner> all)
    {
        if (source.Model is not { } model) return new FrozenClass(null, null, source.Wrong);
        var named = targets.Named(model.Class);
        if (named.Count == 0 && targets.HasErrors) return new FrozenClass(null, null, null);
        if (named.Count != 1)
        {
            return Misfit(source, named.Count == 0
                ? $"The weights are for the class '{model.Class}', and the project has no network of that name"
                : $"The weights are for the class '{model.Class}', which may be {string.Join(" or ", named.Select(t => $"'{t.FullName}'"))}; freeze the network with --namespace");
        }
        // A name with its namespace and one without may mean the same class.
        var first = all.First(owner => owner.Class.Length > 0 && targets.Named(owner.Class).Contains(named[0]));
        if (first.Path != source.Path) return Misfit(source, $"The weights of '{named[0].FullName}' stand in '{first.Path}' already");
        var problems = Problems(model, named[0]).ToList();
        return problems.Count > 0
            ? Misfit(source, $"The weights do not fit '{named[0].FullName}': {string.Join("; ", problems)}")
            : new FrozenClass(model, named[0], null);
    }

    public void Emit(SourceProductionContext output)
    {
        if (Wrong is { } wrong) output.ReportDiagnostic(wrong.ToDiagnostic());
        // The hash in the name tells this file from a network's: no class has a dash in its name.
        if (Target is { } target) output.AddSource(SourceNetwork.HintName(target.FullName + "-frozen"), SourceText.From(FrozenEmitter.Print(Model!, target), Encoding.UTF8));
    }

    private static IEnumerable<string> Problems(FrozenModel model, FrozenTarget target)
    {
        var found = model.Tensors.ToDictionary(t => t.Name);
        foreach (var parameter in target.Parameters)
        {
            if (!found.TryGetValue(parameter.Name, out var tensor)) yield return $"{parameter.Name} {Shown(parameter.Shape)} is missing";
            else if (!tensor.Shape.Equals(parameter.Shape)) yield return $"{tensor.Name} has the shape {Shown(tensor.Shape)}, not {Shown(parameter.Shape)}";
        }
        var known = new HashSet<string>(target.Parameters.Select(p => p.Name));
        foreach (var tensor in model.Tensors.Where(t => !known.Contains(t.Name)))
            yield return $"{tensor.Name} {Shown(tensor.Shape)} is no parameter of it";
    }

    private static FrozenClass Misfit(FrozenSource source, string message) =>
        new(null, null, new SpecDiagnostic(SpecDiagnostics.FrozenMisfit.Id, message, source.Path, new SourceSpan(1, 1, 1, 1, 0, 0)));

    private static string Shown(EquatableArray<int> shape) => new Shape(shape.Items).ToString();
}
