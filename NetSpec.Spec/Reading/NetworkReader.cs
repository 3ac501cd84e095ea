using System.Collections.Immutable;
using System.Linq;
using NetSpec.Spec.Text;

namespace NetSpec.Spec.Reading;

/// <summary>Reads a network from its root mapping, resolves it, and puts the errors of both at their places.</summary>
internal sealed class NetworkReader(MappingNode root, ReadSession session)
{
    private const string LayersKey = "layers";

    private readonly MappingReader _mapping = new(root.Entries, "the network", Start(root), session);

    public SpecResult Read()
    {
        _mapping.CheckKeys(NetworkOptions.Keys);
        _mapping.Require(NetworkOptions.Version);
        var name = _mapping.Require(NetworkOptions.Name);
        var space = _mapping.Get(NetworkOptions.Namespace);
        var backends = _mapping.Get(NetworkOptions.Backends);
        var input = _mapping.Require(NetworkOptions.Input);
        var loss = _mapping.Get(NetworkOptions.Loss);
        var headerFailed = _mapping.Failed;
        var layers = ReadLayers();

        // Layers before the first unreadable one have a known input: their shapes are checked all the same.
        var good = layers.TakeWhile(layer => layer is not null).Select(layer => layer!).ToImmutableArray();
        var spec = new NetworkSpec(name, space, backends, new Shape(input.Items.ToArray()), good, loss);
        var network = headerFailed || good.IsEmpty ? null : SpecAnalysis.Resolve(
            spec,
            issue => Report(issue, isWhole: good.Length == layers.Length));
        return session.HasErrors ? new SpecResult(null, null, session.Diagnostics) : new SpecResult(spec, network, session.Diagnostics);
    }

    // A missing key is shown where the text begins; an empty mapping has no key there.
    private static SourceSpan Start(MappingNode root) => root.Entries.IsEmpty ? root.Span : root.Entries[0].KeyNode.Span;

    private ImmutableArray<Layer?> ReadLayers()
    {
        if (_mapping.Find(LayersKey) is not { } entry)
        {
            _mapping.Fail(SpecDiagnostics.MissingKey, "The key 'layers' is missing in the network; it takes a list of layers", Start(root));
            return [];
        }
        if (entry.Value is not SequenceNode list)
        {
            _mapping.Fail(
                SpecDiagnostics.WrongType,
                $"'layers' of the network takes a list of layers, not {entry.Value.Found}",
                entry.ValueSpan);
            return [];
        }
        if (list.Items.IsEmpty)
            _mapping.Fail(SpecDiagnostics.NoLayers, "The network has no layers; it needs at least one", entry.ValueSpan);
        return LayerListReader.Read(list, session);
    }

    private void Report(SpecIssue issue, bool isWhole)
    {
        // What the last layer gives is not known while layers are missing.
        if (!isWhole && issue.Id == SpecDiagnostics.LossShape.Id) return;
        var span = issue.Layer is { } layer && session.Source(layer) is { } source
            ? source.Span(issue.Key)
            : issue.Key is { } key && _mapping.Find(key) is { } entry ? entry.ValueSpan : Start(root);
        session.Report(issue.Id, issue.Message, span);
    }
}
