using System;
using NetSpec.Spec.Reading;
using NetSpec.Spec.Text;

namespace NetSpec.Spec;

/// <summary>Reads specs from YAML.</summary>
public static class SpecReader
{
    /// <summary>Reads and checks one spec. Never throws for a wrong text: what is wrong comes back as diagnostics.</summary>
    /// <param name="text">The file's text, at most 4 MB.</param>
    /// <param name="path">The file's name, put into diagnostics as it is.</param>
    /// <param name="isGenerated">Kinds whose code can be generated; a layer of another kind is an error at its place. Null: the whole language is good.</param>
    public static SpecResult Read(string text, string path, Func<LayerKind, bool>? isGenerated = null)
    {
        var session = new ReadSession(path, isGenerated);
        try
        {
            var root = YamlNodes.Read(text);
            if (root is MappingNode mapping) return new NetworkReader(mapping, session).Read();
            session.Report(SpecDiagnostics.WrongType, $"A spec is a mapping that begins with 'netspec: 1', not {root.Found}", root.Span);
        }
        catch (SpecTextException exception)
        {
            session.Report(exception.Descriptor, exception.Message, exception.Span);
        }
        return new SpecResult(null, null, session.Diagnostics);
    }
}
