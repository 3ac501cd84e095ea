using System;
using System.Threading;
using Microsoft.CodeAnalysis;
using NetSpec.Spec;
using NetSpec.Spec.Frozen;

namespace NetSpec.Generator;

/// <summary>Weights as text among the project's additional files.</summary>
internal sealed record FrozenSource(string Path, FrozenModel? Model, SpecDiagnostic? Wrong)
{
    /// <summary>The file and the class that it names.</summary>
    public FrozenOwner Owner => new(Path, Model?.Class ?? "");

    public static bool IsWeights(string path) => path.EndsWith(FrozenModel.Extension, StringComparison.OrdinalIgnoreCase);

    public static FrozenSource Read(AdditionalText text, CancellationToken cancel)
    {
        var (model, wrong) = FrozenReader.Read(text.GetText(cancel)?.ToString() ?? "", text.Path);
        return new FrozenSource(text.Path, model, wrong);
    }
}

/// <summary>A file of weights and the class that it names.</summary>
internal sealed record FrozenOwner(string Path, string Class);
