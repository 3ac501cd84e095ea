using System;
using System.Threading;
using Microsoft.CodeAnalysis;
using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>Spec files among the project's additional files.</summary>
internal static class YamlSource
{
    public static bool IsSpec(string path) => path.EndsWith(".net.yaml", StringComparison.OrdinalIgnoreCase);

    public static SourceNetwork Read(AdditionalText text, CancellationToken cancel)
    {
        var content = text.GetText(cancel)?.ToString() ?? "";
        return SourceNetwork.From(SpecReader.Read(content, text.Path, LayerLowerings.Supports), text.Path);
    }
}
