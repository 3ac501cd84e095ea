using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace NetSpec.Spec;

/// <summary>The hash that ties weights to the network they belong to.</summary>
public static class SpecHash
{
    /// <summary>SHA-256 of the canonical text (UTF-8), as 64 lower-case hexadecimal digits.</summary>
    public static string Of(NetworkSpec spec)
    {
        using var hash = SHA256.Create();
        var builder = new StringBuilder(64);
        foreach (var b in hash.ComputeHash(Encoding.UTF8.GetBytes(SpecWriter.Write(spec))))
            builder.Append(b.ToString("x2", CultureInfo.InvariantCulture));
        return builder.ToString();
    }
}
