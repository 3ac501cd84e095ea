using NetSpec.Spec.Text;

namespace NetSpec.Spec.Reading;

/// <summary>Reads one layer whose kind is known.</summary>
internal sealed class LayerReader(MappingReader mapping, SpecEntry kind, string name)
{
    /// <summary>For messages.</summary>
    public string Owner => $"layer '{name}'";

    public ReadSession Session => mapping.Session;

    /// <summary>The value of the kind's own key.</summary>
    public T Argument<T>(LayerOption<T> option) => mapping.Require(option);

    /// <summary>An option.</summary>
    public T Get<T>(LayerOption<T> option) => mapping.Get(option);

    /// <summary>Marks the layer as wrong, where an inner reader has reported why.</summary>
    public void Fail() => mapping.MarkFailed();

    /// <summary>Checks that the kind's own key has no value.</summary>
    public void NoArgument()
    {
        if (kind.Value is not ScalarNode { IsEmpty: true })
            mapping.Fail(SpecDiagnostics.WrongType, $"'{kind.Key}' of {Owner} takes no value; write '{kind.Key}:'", kind.Value.Span);
    }

    /// <summary>The value of the kind's own key as a mapping of the given keys; null where it is none.</summary>
    public MappingReader? ArgumentMapping(params string[] keys)
    {
        if (kind.Value is not MappingNode node)
        {
            mapping.Fail(
                SpecDiagnostics.WrongType,
                $"'{kind.Key}' of {Owner} takes a mapping of {Nearest.List(keys)}, not {kind.Value.Found}",
                kind.ValueSpan);
            return null;
        }
        var inner = new MappingReader(node.Entries, $"'{kind.Key}' of {Owner}", kind.KeyNode.Span, Session);
        inner.CheckKeys(keys);
        return inner;
    }
}
