using System;
using System.Collections.Generic;
using System.Linq;
using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>Classes whose names another class has, by case or without: reported, and only the first is generated.</summary>
internal sealed record DuplicateNames(EquatableArray<string> Later, EquatableArray<SpecDiagnostic> Diagnostics)
{
    public static DuplicateNames Find(IEnumerable<SourceNetwork> networks)
    {
        var groups = networks.Where(n => n.Network is not null)
            .GroupBy(n => n.FullName, StringComparer.OrdinalIgnoreCase)
            .Where(g => g.Count() > 1)
            .Select(g => g.OrderBy(n => n.Path, StringComparer.Ordinal).ToList())
            .ToList();
        return new DuplicateNames(
            new(groups.SelectMany(g => g.Skip(1)).Select(n => n.Path + "|" + n.FullName)),
            new(groups.SelectMany(g => g.Skip(1).Select(n => new SpecDiagnostic(
                SpecDiagnostics.DuplicateClass.Id,
                $"The class '{n.FullName}' stands in '{g[0].Path}' already{(g[0].FullName == n.FullName ? "" : $" as '{g[0].FullName}'; names must differ by more than case")}.",
                n.Path, n.Place)))));
    }
}
