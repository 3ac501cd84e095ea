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
            .SelectMany(n => n.ClassNames.Select(name => (Network: n, Name: name)))
            .GroupBy(c => c.Name, StringComparer.OrdinalIgnoreCase)
            .Where(g => g.Count() > 1)
            // The class for devices gives way, since its name is not what its spec says.
            .Select(g => g.OrderBy(c => c.Name != c.Network.FullName).ThenBy(c => c.Network.Path, StringComparer.Ordinal).ToList())
            .ToList();
        return new DuplicateNames(
            new(groups.SelectMany(g => g.Skip(1)).Select(c => c.Network.Path + "|" + c.Name)),
            new(groups.SelectMany(g => g.Skip(1).Select(c => new SpecDiagnostic(
                SpecDiagnostics.DuplicateClass.Id,
                $"The class '{c.Name}' stands in '{g[0].Network.Path}' already{(g[0].Name == c.Name ? "" : $" as '{g[0].Name}'; names must differ by more than case")}.",
                c.Network.Path, c.Network.Place)))));
    }
}
