using System.Collections.Immutable;
using System.Linq;
using NetSpec.Spec.Text;
using NetSpec.Spec.Writing;

namespace NetSpec.Spec.Reading;

/// <summary>A list of lists of layers.</summary>
internal sealed class BranchesForm : Form<EquatableArray<EquatableArray<Layer>>>
{
    public static BranchesForm Instance { get; } = new();

    public override string Expected => "a list of branches, each a list of layers";

    public override bool TryRead(SpecNode node, ReadPlace place, out EquatableArray<EquatableArray<Layer>> value)
    {
        value = default;
        if (node is not SequenceNode list) return place.FailType(node, Expected);
        var branches = ImmutableArray.CreateBuilder<EquatableArray<Layer>>();
        foreach (var item in list.Items)
        {
            if (LayersForm.Instance.TryRead(item, place.Inner("A branch", item.Span), out var branch)) branches.Add(branch);
        }
        value = branches.ToImmutable();
        return branches.Count == list.Items.Length;
    }

    public override YamlText Write(EquatableArray<EquatableArray<Layer>> value) =>
        new YamlList(value.Items.Select(LayersForm.Instance.Write).ToImmutableArray());
}
