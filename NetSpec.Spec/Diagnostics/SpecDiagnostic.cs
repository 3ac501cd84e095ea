namespace NetSpec.Spec;

/// <summary>An error in a spec: one clear sentence at one place.</summary>
/// <param name="Id">For example <c>NS1003</c>; a page of that name under docs/diagnostics says how to mend it.</param>
/// <param name="Message">What was found and what was expected.</param>
/// <param name="Path">File.</param>
/// <param name="Span">Where.</param>
public sealed record SpecDiagnostic(string Id, string Message, string Path, SourceSpan Span)
{
    /// <summary>The text that the compiler and the command print: <c>path(line,column): error NSxxxx: message</c>.</summary>
    public override string ToString() => $"{Path}({Span.StartLine},{Span.StartColumn}): error {Id}: {Message}";
}
