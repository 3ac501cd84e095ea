using NetSpec.Runtime;

namespace NetSpec.Onnx.Import;

/// <summary>What the language cannot say; whoever knows the node makes a sentence of it.</summary>
/// <param name="reason">Continues "cannot be said in the language: ".</param>
internal sealed class Refusal(string reason) : Exception(reason)
{
    /// <summary>The sentence.</summary>
    public InputException At(string label) => new($"{label} cannot be said in the language: {Message}.", this);

    /// <summary>The sentence about the node that a step came from.</summary>
    public InputException Beside(Step step) => At(step.Origin);
}
