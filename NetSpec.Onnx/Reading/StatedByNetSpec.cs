using NetSpec.Runtime;
using NetSpec.Spec.Reading;
using NetSpec.Spec.Resolving;

namespace NetSpec.Onnx.Reading;

/// <summary>What a model's metadata keep of the spec that it was written from, for all that a graph has no place for.</summary>
internal static class StatedByNetSpec
{
    /// <summary>Metadata: the spec's loss, in the language's word.</summary>
    public const string LossKey = "netspec.loss";

    /// <summary>The language's word for a loss.</summary>
    public static string Word(Loss loss) => SnakeCase.From(loss.ToString());

    /// <summary>The spec's name; null where none is stated, or one that a class cannot have.</summary>
    public static string? Name(OnnxModel model) => model.Metadata.GetValueOrDefault(Weights.NameKey) is { } name && NameRules.CanNameClass(name) ? name : null;

    /// <summary>The spec's loss; null where none is stated, or one that the language does not have.</summary>
    public static Loss? Loss(OnnxModel model) =>
        model.Metadata.GetValueOrDefault(LossKey) is { } word ? Enum.GetValues<Loss>().Where(l => Word(l) == word).Select(l => (Loss?)l).FirstOrDefault() : null;
}
