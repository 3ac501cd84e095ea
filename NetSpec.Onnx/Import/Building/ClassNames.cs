using System.Text;
using NetSpec.Spec.Resolving;

namespace NetSpec.Onnx.Import;

/// <summary>Class names made of file names.</summary>
internal static class ClassNames
{
    /// <summary>The words of a file's name, each with a capital: <c>my-model.v2.onnx</c> gives MyModelV2.</summary>
    public static string From(string path)
    {
        var name = new StringBuilder();
        var startsWord = true;
        foreach (var c in Path.GetFileNameWithoutExtension(path))
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                startsWord = true;
                continue;
            }
            if (name.Length == 0 && char.IsAsciiDigit(c)) name.Append("Network");
            name.Append(startsWord ? char.ToUpperInvariant(c) : c);
            startsWord = false;
        }
        var result = name.Length == 0 ? "Network" : name.ToString(0, Math.Min(name.Length, 100));
        return NameRules.CanNameClass(result) ? result : result + "Network";
    }
}
