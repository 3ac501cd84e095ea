using NetSpec.Runtime;
using NetSpec.Spec;
using NetSpec.Spec.Reading;
using NetSpec.Spec.Text;

namespace NetSpec.Cli.Recipes;

/// <summary>Data as a file names it, with the places of its keys for what is noticed only when it is loaded.</summary>
internal sealed record RecipeData(DataOptions Options, string? Path, MappingNode? Node)
{
    /// <summary>Every file that it may name, and the one that it is written in: values that are no paths lead to no file.</summary>
    public IEnumerable<string?> Files =>
        [Path, .. Options.Values.Values.SelectMany(value => value.Split(';', '|')).Where(value => value.Length > 0 && !value.Contains('\0')).Select(value => System.IO.Path.Combine(Options.BaseFolder, value))];

    /// <summary>Loads it; errors are shown at the key that they name.</summary>
    public DataSet Load(CancellationToken cancellation) => Load(Options, cancellation);

    /// <summary>The same with other values.</summary>
    public DataSet Load(DataOptions options, CancellationToken cancellation) => AtItsKey(() => DataLoader.Load(options, cancellation));

    /// <summary>Samples whose answers are asked for: targets are not read, and the order is the file's.</summary>
    public DataSet LoadInputs(DataOptions options, int inputSize, CancellationToken cancellation) =>
        AtItsKey(() => DataLoader.LoadInputs(options, inputSize, cancellation));

    private DataSet AtItsKey(Func<DataSet> load)
    {
        try
        {
            return load();
        }
        catch (InputException exception) when (Node is not null)
        {
            var named = Node.Entries.FirstOrDefault(e => e.Key == exception.Key);
            throw new InputException(RecipeReader.At(Path!, named?.KeyNode.Span ?? Node.Span, exception.Message), exception);
        }
    }
}

/// <summary>Reads <c>data:</c>; its keys depend on the kind and are checked when it is loaded.</summary>
internal static class DataSection
{
    public static RecipeData? Read(Section section, string path)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var lists = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var entry in section.Node.Entries)
        {
            section.Find(entry.Key);
            if (Items(entry.Value) is { } items)
                lists[entry.Key] = items;
            if (Value(entry.Value) is { } value)
                values[entry.Key] = value;
            else
                section.Fail(entry.Value, $"'{entry.Key}' takes one value or a list of values, not {entry.Value.Found}");
        }
        if (!values.Remove("kind", out var kind))
        {
            section.Fail(section.Node, $"The key 'kind' is missing; it takes one of {string.Join(", ", DataLoader.Kinds.Select(k => k.Name))}");
            return null;
        }
        return new(new DataOptions(kind, values, Path.GetDirectoryName(path) ?? "") { Lists = lists }, path, section.Node);
    }

    private static string? Value(SpecNode node) => (node as ScalarNode)?.Text ?? (Items(node) is { } items ? string.Join(';', items) : null);

    private static IReadOnlyList<string>? Items(SpecNode node) =>
        node is SequenceNode list && list.Items.All(i => i is ScalarNode) ? [.. list.Items.Cast<ScalarNode>().Select(i => i.Text)] : null;
}
