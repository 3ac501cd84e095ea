namespace NetSpec.Spec;

/// <summary>A place in a text. Lines and columns count from 1, as they are printed; offsets from 0.</summary>
public readonly record struct SourceSpan(int StartLine, int StartColumn, int EndLine, int EndColumn, int StartOffset, int EndOffset);
