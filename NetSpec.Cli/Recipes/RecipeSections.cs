using NetSpec.Spec;
using NetSpec.Spec.Reading;
using NetSpec.Spec.Text;

namespace NetSpec.Cli.Recipes;

/// <summary>The keys of a recipe.</summary>
internal static class RecipeSections
{
    public static Recipe Recipe(Section root, string path)
    {
        var network = root.Text("network", new TextForm("the path of a spec, NAME.net.yaml"));
        var data = root.Inner("data") is { } dataSection ? DataSection.Read(dataSection, path) : null;
        var folder = Path.GetDirectoryName(path) ?? "";
        var train = TrainingSection.Read(root.Inner("train"), new(), folder);
        var prune = root.Inner("prune") is { } pruneSection ? PruneSection.Read(pruneSection) : null;
        // The rest is as in train, but for what belongs to the first network alone.
        var finetune = root.Inner("finetune") is { } own ? TrainingSection.Read(own, train with { Checkpoint = null, EarlyStopping = null }, folder, isFinetune: true) : null;
        var repeat = root.Value("repeat", WholeForm.Size) ?? 1;
        return new Recipe(path)
        {
            Network = network is null ? null : Path.Combine(folder, network),
            Data = data,
            Train = train,
            Prune = prune,
            Finetune = finetune,
            Repeat = repeat,
            Compare = Compare(root),
            Places = Places(root),
        };
    }

    // Keys of inner mappings as 'prune.name'. Of prune, the value that says the widths counts.
    private static Dictionary<string, SourceSpan> Places(Section root)
    {
        var inner = root.Node.Entries.Where(e => e.Value is MappingNode).SelectMany(e => ((MappingNode)e.Value).Entries.Select(i => (Key: $"{e.Key}.{i.Key}", Span: i.Value.Span)));
        var places = root.Node.Entries.Select(e => (e.Key, e.KeyNode.Span)).Concat(inner)
            .GroupBy(e => e.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Span, StringComparer.Ordinal);
        if (root.Find("prune")?.Value is MappingNode prune && prune.Entries.FirstOrDefault(e => e.Key == "widths") is { } widths) places["prune"] = widths.Value.Span;
        return places;
    }

    private static IReadOnlyList<string> Compare(Section root)
    {
        if (root.Find("compare") is not { } entry) return [];
        var names = Baselines.All.Select(b => b.Name).ToList();
        var nodes = entry.Value is SequenceNode list ? list.Items : [entry.Value];
        foreach (var node in nodes.Where(n => n is not ScalarNode { IsText: true } word || !names.Contains(word.Text)))
            root.Fail(node, $"'compare' takes baselines, not {node.Found}; {Nearest.Suggest((node as ScalarNode)?.Text ?? "", names)}");
        return [.. nodes.OfType<ScalarNode>().Select(n => n.Text).Distinct()];
    }
}
