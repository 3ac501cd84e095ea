using System.Globalization;

namespace NetSpec.Report;

/// <summary>One line of log.csv.</summary>
internal sealed record EpochRow(int Repeat, string Network, int Epoch, double? TrainLoss, double? TrainAccuracy, double? ValidationLoss, double? ValidationAccuracy)
{
    private const string Heading = "repeat,network,epoch,trainLoss,trainAccuracy,validationLoss,validationAccuracy";

    /// <summary>Reads the file.</summary>
    /// <exception cref="FormatException">It is not what a run writes.</exception>
    public static IReadOnlyList<EpochRow> Parse(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines.Length == 0 || !lines[0].StartsWith(Heading, StringComparison.Ordinal)) throw new FormatException($"its first line is not '{Heading},...'");
        return [.. lines.Skip(1).Select((line, i) => Row(line.Split(','), i + 2))];
    }

    private static EpochRow Row(string[] fields, int line)
    {
        if (fields.Length < 7) throw new FormatException($"line {line} has {fields.Length} fields instead of 7 or more");
        try
        {
            return new(Whole(fields[0]), fields[1], Whole(fields[2]), Number(fields[3]), Number(fields[4]), Number(fields[5]), Number(fields[6]));
        }
        catch (FormatException exception)
        {
            throw new FormatException($"line {line} holds what is no number", exception);
        }
    }

    private static int Whole(string field) => int.Parse(field, NumberStyles.None, CultureInfo.InvariantCulture);

    private static double? Number(string field) => field.Length == 0 ? null : double.Parse(field, CultureInfo.InvariantCulture);
}
