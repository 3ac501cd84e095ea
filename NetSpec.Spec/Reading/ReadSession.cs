using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetSpec.Spec.Text;

namespace NetSpec.Spec.Reading;

/// <summary>What one reading collects: its diagnostics, and where each layer came from.</summary>
internal sealed class ReadSession(string path, Func<LayerKind, bool>? isGenerated = null)
{
    // Rubbish can hold a million wrong keys; nobody reads past the first hundred.
    private const int MostDiagnostics = 100;
    private const int LongestMessage = 600;

    private readonly List<SpecDiagnostic> _diagnostics = [];
    private readonly Dictionary<Layer, LayerSource> _sources = new(ReferenceComparer<Layer>.Instance);

    /// <summary>True once anything was reported.</summary>
    public bool HasErrors => _diagnostics.Count > 0;

    /// <summary>True once further errors are not kept, so that looking for their messages is wasted.</summary>
    public bool IsFull => _diagnostics.Count >= MostDiagnostics;

    /// <summary>The diagnostics in the order of the text.</summary>
    public EquatableArray<SpecDiagnostic> Diagnostics =>
        _diagnostics.OrderBy(d => d.Span.StartOffset).ThenBy(d => d.Id, StringComparer.Ordinal).ToImmutableArray();

    public void Report(SpecDescriptor descriptor, string message, SourceSpan span) => Report(descriptor.Id, message, span);

    public void Report(string id, string message, SourceSpan span)
    {
        // Names may be of any length; messages are read by people.
        if (!IsFull) _diagnostics.Add(new SpecDiagnostic(id, Quote.Line(message, LongestMessage), path, span));
    }

    /// <summary>Reports a layer whose kind the caller generates no code for.</summary>
    public void CheckGenerated(LayerKind kind, string name, SourceSpan span)
    {
        if (isGenerated is null || isGenerated(kind)) return;
        var generated = string.Join(", ", LayerKinds.All.Where(isGenerated).Select(k => k.Keyword));
        Report(SpecDiagnostics.NotGenerated, $"The layer {Quote.Of(name)} is of kind '{kind.Keyword}', whose code is not generated yet; the generator has {generated}", span);
    }

    public void Remember(Layer layer, LayerSource source) => _sources[layer] = source;

    public LayerSource? Source(Layer layer) => _sources.TryGetValue(layer, out var source) ? source : null;
}
