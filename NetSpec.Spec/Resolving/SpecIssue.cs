namespace NetSpec.Spec;

/// <summary>An error in a spec's meaning, before it has a place in a text.</summary>
/// <param name="Id">Id of the diagnostic.</param>
/// <param name="Message">What was found and what was expected.</param>
/// <param name="LayerPath">Path of the layer; empty for the network as a whole.</param>
/// <param name="Key">The key that is wrong; null: the layer as a whole.</param>
/// <param name="Layer">The layer itself, as the spec holds it: two layers of one name have one path. Null for the network.</param>
public sealed record SpecIssue(string Id, string Message, string LayerPath, string? Key, Layer? Layer);
