using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NetSpec.Spec;

namespace NetSpec.Tests.Language;

/// <summary>Random good specs on features: every kind that keeps or makes features, nested too.</summary>
internal static class RandomSpecs
{
    private static readonly Gen<ActivationSpec?> _activation = Gen.OneOf(
        Gen.Constant<ActivationSpec?>(null),
        Gen.Elements(Enum.GetValues<Activation>().Where(a => a != Activation.Linear).ToArray()).Select(ActivationSpec? (kind) => new(kind)),
        from kind in Gen.Elements(Activation.LeakyRelu, Activation.Elu)
        from parameter in Gen.Choose(-300, 300)
        select (ActivationSpec?)new ActivationSpec(kind, parameter / 128.0));

    public static Gen<NetworkSpec> Dense { get; } =
        from input in Gen.Choose(1, 40)
        from layers in List(input, depth: 0)
        from loss in Gen.Elements(Enum.GetValues<Loss>())
        from backends in Gen.Elements(Backends.Cpu, Backends.Ilgpu, Backends.Cpu | Backends.Ilgpu)
        from space in Gen.Elements(null, "Demo", "Demo.Nets", "Yes.No")
        from name in Gen.Elements("Net", "True", "value", "Größe")
        select new NetworkSpec(name, space, backends, new Shape(input), layers, loss);

    private static Gen<EquatableArray<Layer>> List(int features, int depth) =>
        from count in Gen.Choose(1, 5)
        from layers in Gen.ListOf(One(features, depth), count)
        select LayerNaming.Assign(Named(layers));

    // Names that no other layer of the list can have.
    private static IEnumerable<Layer> Named(IEnumerable<Layer> layers) =>
        layers.Select((layer, i) => layer.IsNamed ? layer with { Name = $"{layer.Name}_{i}" } : layer);

    // Every layer keeps the number of features, so that any order of them is a good network.
    private static Gen<Layer> One(int features, int depth) =>
        from layer in Kind(features, depth)
        from activation in _activation
        from name in Gen.Elements("", "", "fc", "No", "null")
        select layer with
        {
            Activation = layer is ActivationLayer ? layer.Activation : activation,
            Name = name,
            IsNamed = name.Length > 0,
        };

    private static Gen<Layer> Kind(int features, int depth)
    {
        var number = Gen.Choose(1, 1_000_000).Select(n => n / 1_000_000.0);
        var flat = new[]
        {
            from bias in Gen.Elements(true, false) select (Layer)new Dense(features) { Bias = bias },
            from activation in _activation.Where(a => a is not null) select (Layer)new ActivationLayer { Activation = activation },
            from rate in Gen.Choose(0, 99) from noise in Gen.Elements(Enum.GetValues<DropoutNoise>()) select (Layer)new Dropout(rate / 100.0) { Noise = noise },
            from epsilon in number select (Layer)new LayerNorm(epsilon),
            from epsilon in number from momentum in number select (Layer)new BatchNorm(epsilon, momentum),
            from count in Gen.Elements(1, features) from mean in Gen.ArrayOf(number, count) from std in Gen.ArrayOf(number, count)
            select (Layer)new Normalize(mean.ToImmutableArray(), std.ToImmutableArray()),
        };
        if (depth > 2) return Gen.OneOf(flat);
        var residual = from body in List(features, depth + 1) from shortcut in Gen.OneOf(
            Gen.Constant<EquatableArray<Layer>>(default),
            List(features, depth + 1))
                       select (Layer)new Residual(body) { Shortcut = shortcut };
        return Gen.OneOf([.. flat, .. flat, residual]);
    }
}
