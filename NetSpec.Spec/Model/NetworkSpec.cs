namespace NetSpec.Spec;

/// <summary>One network as its spec or attribute class states it; compares by value and holds no positions.</summary>
/// <param name="Name">Class name, a C# identifier.</param>
/// <param name="Namespace">Namespace of the class; null: the project's root namespace.</param>
/// <param name="Backends">What code is generated.</param>
/// <param name="Input">Shape of one sample.</param>
/// <param name="Layers">The layers, first to last.</param>
/// <param name="Loss">What training minimises.</param>
public sealed record NetworkSpec(
    string Name,
    string? Namespace,
    Backends Backends,
    Shape Input,
    EquatableArray<Layer> Layers,
    Loss Loss);
