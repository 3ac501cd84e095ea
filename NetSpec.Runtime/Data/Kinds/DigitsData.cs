using System.Globalization;
using System.IO.Compression;

namespace NetSpec.Runtime;

/// <summary>The embedded images of digits (see Digits/LICENSE.md): 64 values from 0 to 1, ten classes.</summary>
internal sealed class DigitsData : DataKind
{
    private const int InputSize = 64;
    private const float Scale = 16;

    // Kept as long as the process: 480 KB, and runs over many seeds load it once each.
    private static readonly Lazy<(float[] Inputs, float[] Targets)> Values = new(Unpack);

    public override string Name => "digits";

    public override IReadOnlyList<string> Keys { get; } = ["seed", "test"];

    public override double TestShare => 0.2;

    public override LoadedData Load(DataArguments arguments)
    {
        var names = Enumerable.Range(0, 10).Select(digit => digit.ToString(CultureInfo.InvariantCulture)).ToArray();
        var samples = new MemorySource(Values.Value.Inputs, Values.Value.Targets, InputSize);
        return new(samples, null, new(Name, names, [], Scale), arguments.Share("test", TestShare), arguments.Seed("seed") ?? 0);
    }

    private static (float[] Inputs, float[] Targets) Unpack()
    {
        using var packed = typeof(DigitsData).Assembly.GetManifestResourceStream("digits.csv.gz")!;
        using var text = new MemoryStream();
        using (var inflating = new GZipStream(packed, CompressionMode.Decompress))
            inflating.CopyTo(text);
        var rows = CsvRows.Index(new MemoryBytes("digits.csv.gz", text.ToArray()), (byte)',');
        using var source = new CsvSource(rows, [.. Enumerable.Range(0, InputSize)], [InputSize], null);
        var (inputs, targets) = source.ReadAll();
        for (var i = 0; i < inputs.Length; i++)
            inputs[i] /= Scale;
        return (inputs, targets);
    }
}
