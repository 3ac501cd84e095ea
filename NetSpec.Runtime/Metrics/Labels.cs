using System.Collections.Frozen;
using System.Globalization;

namespace NetSpec.Runtime;

/// <summary>Holds data against a network: sizes, and targets that its loss can take.</summary>
public static class Labels
{
    // Samples at a time, fewer where they are large: 16 MB.
    private const int BlockSamples = 1024, BlockValues = 1 << 22;

    private static readonly FrozenDictionary<Loss, Rule> Rules = new Dictionary<Loss, Rule>
    {
        [Loss.CrossEntropy] = new((value, outputs) => value >= 0 && value < outputs && value == MathF.Truncate(value),
            outputs => $"a whole class from 0 to {outputs - 1}"),
        [Loss.BinaryCrossEntropy] = new((value, _) => value is >= 0 and <= 1, _ => "a number from 0 to 1"),
        [Loss.Hinge] = new((value, _) => value is -1 or 1, _ => "-1 or 1"),
    }.ToFrozenDictionary();

    /// <summary>Refuses data whose samples or targets have other sizes than the network's.</summary>
    /// <exception cref="InputException">Names both sizes.</exception>
    public static void CheckSizes(NetworkInfo info, IDataSource data)
    {
        ArgumentNullException.ThrowIfNull(info);
        ArgumentNullException.ThrowIfNull(data);
        if (data.InputSize != info.InputSize)
            throw new InputException($"The data has {data.InputSize} values a sample, but the network {info.Name} takes {info.InputSize}.");
        if (data.TargetSize != info.TargetSize)
            throw new InputException(
                $"The data has {data.TargetSize} values a target, but the loss {Words(info.Loss)} of the network {info.Name} takes {info.TargetSize}.");
    }

    /// <summary>
    /// Refuses targets that the loss cannot take: classes beyond the outputs, probabilities beyond 0 to 1, signs other than -1 and 1.
    /// </summary>
    /// <param name="info">The network.</param>
    /// <param name="targets">n * TargetSize values.</param>
    /// <param name="firstSample">Index of the first of them, for the message.</param>
    /// <exception cref="InputException">Names the first wrong sample.</exception>
    public static void Check(NetworkInfo info, ReadOnlySpan<float> targets, long firstSample = 0)
    {
        ArgumentNullException.ThrowIfNull(info);
        if (!Rules.TryGetValue(info.Loss, out var rule))
            return;
        for (var i = 0; i < targets.Length; i++)
        {
            if (rule.Allows(targets[i], info.OutputSize))
                continue;
            throw new InputException(
                $"Sample {firstSample + (i / info.TargetSize)} has the target {targets[i].ToString(CultureInfo.InvariantCulture)}, where the loss "
                + $"{Words(info.Loss)} of the network {info.Name} takes {rule.Expected(info.OutputSize)}.");
        }
    }

    /// <summary>Reads all targets of a source once and checks them and the sizes.</summary>
    /// <exception cref="InputException">Names both sizes or the first wrong sample.</exception>
    public static void Check(NetworkInfo info, IDataSource data, CancellationToken cancellation = default)
    {
        CheckSizes(info, data);
        var block = Math.Clamp(BlockValues / (data.InputSize + data.TargetSize), 1, BlockSamples);
        var inputs = new float[block * data.InputSize];
        var targets = new float[block * data.TargetSize];
        for (var start = 0L; start < data.Count; start += block)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = (int)Math.Min(block, data.Count - start);
            var read = targets.AsSpan(0, count * data.TargetSize);
            data.ReadRange(start, count, inputs.AsSpan(0, count * data.InputSize), read);
            Check(info, read, start);
        }
    }

    // The name in a spec: snake_case.
    private static string Words(Loss loss) =>
        string.Concat(loss.ToString().Select((c, i) => (i > 0 && char.IsAsciiLetterUpper(c) ? "_" : "") + char.ToLowerInvariant(c)));

    private sealed record Rule(Func<float, int, bool> Allows, Func<int, string> Expected);
}
