using NetSpec.Spec.Text;

namespace NetSpec.Spec.Reading;

/// <summary>Where a value is being read: for messages, the name of what it is for, and where to report.</summary>
internal sealed class ReadPlace(string label, SourceSpan emptySpan, ReadSession session)
{
    /// <summary>What the value is for: <c>'dense' of layer 'dense1'</c>.</summary>
    public string Label { get; } = label;

    public ReadSession Session { get; } = session;

    /// <summary>The place of an inner value, whose key stands at the given span.</summary>
    public ReadPlace Inner(string label, SourceSpan keySpan) => new(label, keySpan, Session);

    /// <summary>Reports an error at a value; an empty value is shown at its key.</summary>
    public bool Fail(SpecDescriptor descriptor, SpecNode node, string message)
    {
        Session.Report(descriptor, message, node is ScalarNode { IsEmpty: true } ? emptySpan : node.Span);
        return false;
    }

    /// <summary>Reports a value of the wrong type.</summary>
    public bool FailType(SpecNode node, string expected) =>
        Fail(SpecDiagnostics.WrongType, node, $"{Label} takes {expected}, not {node.Found}");
}
