using System.Collections.Immutable;

namespace NetSpec.Spec.Reading;

/// <summary>The keys of a whole network.</summary>
internal static class NetworkOptions
{
    public static LayerOption<string> Name { get; } = new("name", TextForm.Name, "", "Name of the generated class, a C# identifier.");

    public static LayerOption<string?> Namespace { get; } =
        new("namespace", OptionalTextForm.Instance, null, "Namespace of the generated class.");

    public static LayerOption<Backends> Backends { get; } =
        new("backends", BackendsForm.Instance, NetSpec.Backends.Cpu, "What code is generated.");

    public static LayerOption<EquatableArray<int>> Input { get; } = new(
        "input", new ListForm<int>(WholeForm.Size, 3, "a number of features, [time, features] or [channels, height, width]"), default, "Shape of one sample.");

    public static LayerOption<Loss> Loss { get; } = new("loss", new WordForm<Loss>(), NetSpec.Loss.Mse, "What training minimises.");

    public static LayerOption<int> Version { get; } = new("netspec", VersionForm.Instance, 1, "Version of the language.");

    /// <summary>All keys, as a spec orders them.</summary>
    public static ImmutableArray<string> Keys { get; } = ["netspec", "name", "namespace", "backends", "input", "layers", "loss"];
}
