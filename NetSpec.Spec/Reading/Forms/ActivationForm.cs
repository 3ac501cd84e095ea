using System.Collections.Immutable;
using NetSpec.Spec.Text;
using NetSpec.Spec.Writing;

namespace NetSpec.Spec.Reading;

/// <summary>An activation: its name, or <c>{ name: parameter }</c>.</summary>
internal sealed class ActivationForm : Form<ActivationSpec?>
{
    private static readonly WordForm<Activation> _names = new();

    public static ActivationForm Instance { get; } = new();

    public override string Expected => "the name of an activation, or { name: parameter }";

    public override bool TryRead(SpecNode node, ReadPlace place, out ActivationSpec? value)
    {
        value = null;
        if (node is MappingNode { Entries.Length: 1 } map) return Parameterised(map.Entries[0], place, out value);
        if (node is not ScalarNode { IsText: true }) return place.FailType(node, Expected);
        if (!_names.TryRead(node, place, out var kind)) return false;
        value = new ActivationSpec(kind);
        return true;
    }

    public override YamlText Write(ActivationSpec? value)
    {
        var name = SnakeCase.From(value!.Kind.ToString());
        return value.Parameter is { } parameter ? new YamlMap(ImmutableArray.Create((name, NumberForm.Any.Write(parameter)))) : new YamlScalar(name);
    }

    private static bool Parameterised(SpecEntry entry, ReadPlace place, out ActivationSpec? value)
    {
        value = null;
        if (!_names.TryRead(entry.KeyNode, place, out var kind)) return false;
        if (kind is not (Activation.LeakyRelu or Activation.Elu))
            return place.Fail(
                SpecDiagnostics.ActivationParameter,
                entry.KeyNode,
                $"The activation '{entry.Key}' takes no parameter; only leaky_relu and elu do");
        if (!NumberForm.Any.TryRead(entry.Value, place.Inner($"The parameter of '{entry.Key}'", entry.KeyNode.Span), out var parameter)) return false;
        value = new ActivationSpec(kind, parameter);
        return true;
    }
}
