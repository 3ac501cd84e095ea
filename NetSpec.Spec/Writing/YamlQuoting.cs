using System;
using System.Linq;
using NetSpec.Spec.Text;

namespace NetSpec.Spec.Writing;

/// <summary>Quotes a text that would read as something else when bare.</summary>
internal static class YamlQuoting
{
    // Words that YAML 1.1 readers, PyTorch users' included, take for booleans.
    private static readonly string[] _olderWords = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];

    public static string Write(string text)
    {
        var isBare = text.Length > 0
            && text.All(c => char.IsLetterOrDigit(c) || c is '_' or '.')
            && CoreSchema.IsText(text)
            && !_olderWords.Contains(text, StringComparer.OrdinalIgnoreCase);
        return isBare ? text : "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";
    }
}
