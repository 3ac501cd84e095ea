namespace NetSpec.Pruning;

/// <summary>How one reader was made up for.</summary>
/// <param name="Layer">Path of the reader.</param>
/// <param name="Method">refit, fold or none.</param>
/// <param name="Ridge">Relative ridge that was used; null where none was.</param>
/// <param name="HeldOutError">Share of its pre-activation's variance that is lost on held-out samples.</param>
/// <param name="Note">Why the method is another than the one that was asked for; null where it is the same.</param>
internal sealed record ReaderResult(string Layer, Reconstruction Method, double? Ridge, double HeldOutError, string? Note);
