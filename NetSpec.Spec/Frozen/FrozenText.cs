using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace NetSpec.Spec.Frozen;

/// <summary>
/// The form of the text: a head of keys, then the parameters and the golden samples, each a line <c>name: [shape]</c> above its values. A line
/// of values holds 18 of them, so that another value is another line in a diff.
/// </summary>
public static class FrozenText
{
    /// <summary>Bytes of one line: a multiple of 3, since base64 then needs no padding, and of a float32.</summary>
    internal const int BytesPerLine = 72;

    internal const string VersionKey = "netspec-weights";
    internal const string ClassKey = "class";
    internal const string ToleranceKey = "tolerance";
    internal const string ChecksumKey = "sha256";
    internal const string Inputs = "golden.input";
    internal const string Outputs = "golden.output";

    /// <summary>Makes a tensor of the bytes of little-endian float32 values.</summary>
    public static FrozenTensor Tensor(string name, IEnumerable<int> shape, byte[] bytes)
    {
        var text = new StringBuilder((bytes.Length / BytesPerLine + 1) * (BytesPerLine * 4 / 3 + 1));
        for (var at = 0; at < bytes.Length; at += BytesPerLine)
            text.Append(Convert.ToBase64String(bytes, at, Math.Min(BytesPerLine, bytes.Length - at))).Append('\n');
        return new FrozenTensor(name, new EquatableArray<int>(shape), text.ToString());
    }

    /// <summary>Makes the two tensors of golden samples, which belong to no layer.</summary>
    public static (FrozenTensor Inputs, FrozenTensor Outputs) Golden(int samples, byte[] inputs, byte[] outputs) =>
        (Tensor(Inputs, [samples, inputs.Length / sizeof(float) / samples], inputs), Tensor(Outputs, [samples, outputs.Length / sizeof(float) / samples], outputs));

    /// <summary>Writes the text; the same model gives the same bytes.</summary>
    public static string Write(FrozenModel model)
    {
        var body = Body(model);
        var tolerance = model.Tolerance.ToString("R", CultureInfo.InvariantCulture);
        return $"# Weights of {model.Class}, which the build puts into the assembly. Written by `netspec freeze`: freeze again rather than edit.\n"
            + $"{VersionKey}: 1\n{ClassKey}: {model.Class}\n{ToleranceKey}: {tolerance}\n{ChecksumKey}: {Checksum(body)}\n{body}";
    }

    /// <summary>SHA-256 of everything below the head, so that a wrong merge or a slip of the hand does not become a network that is nearly right.</summary>
    private static string Checksum(string body)
    {
        using var hash = SHA256.Create();
        return string.Concat(hash.ComputeHash(Encoding.UTF8.GetBytes(body)).Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
    }

    /// <summary>The checksum that stands in the head of a model's text.</summary>
    internal static string Checksum(FrozenModel model) => Checksum(Body(model));

    private static string Body(FrozenModel model)
    {
        var text = new StringBuilder();
        foreach (var tensor in model.Tensors.Items.Concat([model.Inputs, model.Outputs]))
            text.Append(tensor.Name).Append(": [").Append(string.Join(", ", tensor.Shape)).Append("]\n").Append(tensor.Text);
        return text.ToString();
    }
}
