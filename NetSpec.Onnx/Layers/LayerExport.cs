using NetSpec.Spec;

namespace NetSpec.Onnx;

/// <summary>How the layers of one kind become nodes. One derived class per kind, listed in <see cref="LayerExports"/>.</summary>
internal abstract class LayerExport
{
    /// <summary>The kind's key in a spec.</summary>
    public abstract string Keyword { get; }

    /// <summary>Adds the nodes of a layer, its activation left out: that is added for it.</summary>
    /// <param name="layer">The layer in its place.</param>
    /// <param name="input">Name of what it reads: [batch, features], [batch, time, features] or [batch, channels, height, width].</param>
    /// <param name="graph">Gets the nodes.</param>
    /// <returns>Name of what it gives, in the same form.</returns>
    public abstract string Add(ResolvedLayer layer, string input, GraphBuilder graph);
}

/// <summary>A kind whose layers are of one record.</summary>
internal abstract class LayerExport<TLayer> : LayerExport
    where TLayer : Layer
{
    public sealed override string Add(ResolvedLayer layer, string input, GraphBuilder graph) => Add(layer, (TLayer)layer.Layer, input, graph);

    protected abstract string Add(ResolvedLayer place, TLayer layer, string input, GraphBuilder graph);
}
