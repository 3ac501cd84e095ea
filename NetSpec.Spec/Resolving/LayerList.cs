namespace NetSpec.Spec.Resolving;

/// <summary>A list of layers inside a layer.</summary>
/// <param name="Role">What it is to the layer: <c>body</c>, <c>shortcut</c>, <c>branch1</c>, ...</param>
/// <param name="Prefix">What stands between the outer layer's path and the dot before its layers' names: empty, or <c>.branch1</c>.</param>
/// <param name="Layers">The layers; none is the identity.</param>
internal sealed record LayerList(string Role, string Prefix, EquatableArray<Layer> Layers);
