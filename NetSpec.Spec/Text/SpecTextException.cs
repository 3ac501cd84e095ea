using System;

namespace NetSpec.Spec.Text;

/// <summary>The text as a whole cannot be read; carries the one diagnostic that says why.</summary>
internal sealed class SpecTextException(SpecDescriptor descriptor, string message, SourceSpan span) : Exception(message)
{
    public SpecDescriptor Descriptor { get; } = descriptor;

    public SourceSpan Span { get; } = span;
}
