using System.Collections.Immutable;
using NetSpec.Spec;

namespace NetSpec.Onnx.Import;

/// <summary>A layer in its list, with the lists inside it.</summary>
/// <param name="Step">What it came from.</param>
/// <param name="Layer">Without its name, and without the layers inside it.</param>
/// <param name="Weights">Its parameters.</param>
/// <param name="Hint">A name that the model suggests.</param>
/// <param name="Branches">The lists inside a residual (body, then shortcut) or a concat.</param>
internal sealed record Placed(
    Step Step,
    Layer Layer,
    ImmutableArray<Weight> Weights,
    string? Hint,
    ImmutableArray<ImmutableArray<Placed>> Branches);
