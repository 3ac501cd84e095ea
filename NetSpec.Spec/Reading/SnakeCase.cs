using System.Text;

namespace NetSpec.Spec.Reading;

/// <summary>The spelling of C# names in a spec: <c>LeakyRelu</c> is <c>leaky_relu</c>.</summary>
internal static class SnakeCase
{
    public static string From(string name)
    {
        var builder = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsUpper(c) && builder.Length > 0) builder.Append('_');
            builder.Append(char.ToLowerInvariant(c));
        }
        return builder.ToString();
    }
}
