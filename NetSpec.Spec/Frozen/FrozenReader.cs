using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;

namespace NetSpec.Spec.Frozen;

/// <summary>Reads what <see cref="FrozenText"/> writes, whatever the line ends.</summary>
public static class FrozenReader
{
    /// <summary>Reads a text.</summary>
    /// <param name="text">The file's content.</param>
    /// <param name="path">The file, for messages.</param>
    /// <returns>The model, or the first thing that is wrong.</returns>
    public static (FrozenModel? Model, SpecDiagnostic? Wrong) Read(string text, string path)
    {
        var lines = new Lines(text);
        try
        {
            return (Read(lines), null);
        }
        catch (FormatException error)
        {
            var span = new SourceSpan(lines.Number, 1, lines.Number, lines.Length + 1, lines.Start, lines.Start + lines.Length);
            return (null, new SpecDiagnostic(SpecDiagnostics.FrozenText.Id, error.Message, path, span));
        }
    }

    private static FrozenModel Read(Lines lines)
    {
        var version = Head(lines, FrozenText.VersionKey);
        if (version != "1") throw new FormatException($"The weights are of version '{version}'; this version reads 1");
        var name = Head(lines, FrozenText.ClassKey);
        var text = Head(lines, FrozenText.ToleranceKey);
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var tolerance) || !(tolerance > 0) || double.IsInfinity(tolerance))
            throw new FormatException($"The tolerance is '{text}'; expected a number above 0");
        var checksum = Head(lines, FrozenText.ChecksumKey);
        var headEnd = lines.Number;
        var tensors = ImmutableArray.CreateBuilder<FrozenTensor>();
        while (lines.Next())
            tensors.Add(Section(lines));
        var model = Model(name, tolerance, tensors.ToImmutable());
        if (FrozenText.Checksum(model) != checksum)
            throw new FormatException($"The weights are not those that were written: their SHA-256 is not the one on line {headEnd}. Freeze the network again");
        return model;
    }

    private static FrozenModel Model(string name, double tolerance, ImmutableArray<FrozenTensor> tensors)
    {
        var parameters = tensors.Where(t => t.Name is not (FrozenText.Inputs or FrozenText.Outputs)).ToImmutableArray();
        if (tensors.GroupBy(t => t.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new FormatException($"'{twice.Key}' stands there twice");
        FrozenTensor Golden(string golden) => tensors.FirstOrDefault(t => t.Name == golden) is { Shape.Count: 2 } found
            ? found
            : throw new FormatException($"The text has no '{golden}' of [samples, values]; is it cut short?");
        var (inputs, outputs) = (Golden(FrozenText.Inputs), Golden(FrozenText.Outputs));
        if (inputs.Shape[0] != outputs.Shape[0])
            throw new FormatException($"There are {inputs.Shape[0]} golden inputs, but {outputs.Shape[0]} golden outputs");
        return new FrozenModel(name, tolerance, parameters, inputs, outputs);
    }

    private static string Head(Lines lines, string key)
    {
        do
        {
            if (!lines.Next()) throw new FormatException($"The text ends where '{key}: ...' was expected");
        }
        while (lines.Length == 0 || lines.Text.StartsWith("#", StringComparison.Ordinal));
        var line = lines.Text;
        return line.StartsWith(key + ": ", StringComparison.Ordinal)
            ? line.Substring(key.Length + 2).Trim()
            : throw new FormatException($"Found '{Short(line)}' where '{key}: ...' was expected");
    }

    private static FrozenTensor Section(Lines lines)
    {
        var (head, colon) = (lines.Text, lines.Text.IndexOf(": [", StringComparison.Ordinal));
        if (colon <= 0 || !head.EndsWith("]", StringComparison.Ordinal))
            throw new FormatException($"Found '{Short(head)}' where a parameter 'name: [shape]' was expected");
        var shape = Shape(head.Substring(colon + 3, head.Length - colon - 4));
        var name = head.Substring(0, colon);
        var left = shape.Aggregate((long)sizeof(float), (product, size) => product * size);
        if (left > int.MaxValue) throw new FormatException($"'{name}' would take {left} bytes, more than one constant holds");
        var (start, hasReturns) = (lines.End, false);
        for (; left > 0; left -= FrozenText.BytesPerLine)
        {
            if (!lines.Next()) throw new FormatException($"The text ends within the values of '{name}'");
            var bytes = (int)Math.Min(left, FrozenText.BytesPerLine);
            if (!lines.IsBase64(bytes)) throw new FormatException($"A line of '{name}' is not the base64 of {bytes / sizeof(float)} values");
            hasReturns |= lines.EndsInReturn;
        }
        var values = lines.Between(start, lines.End);
        return new FrozenTensor(name, new EquatableArray<int>(shape), hasReturns ? values.Replace("\r", "") : values);
    }

    private static ImmutableArray<int> Shape(string text)
    {
        var sizes = ImmutableArray.CreateBuilder<int>();
        var values = 1L;
        foreach (var part in text.Split(','))
        {
            if (!int.TryParse(part.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size < 1 || (values *= size) > int.MaxValue)
                throw new FormatException($"Found the shape '[{Short(text)}]'; expected whole numbers of 1 or more whose product is below 2^31");
            sizes.Add(size);
        }
        return sizes.ToImmutable();
    }

    private static string Short(string text) => text.Length > 60 ? text.Substring(0, 60) + "..." : text;

    /// <summary>A walk over lines without a copy of each: there are hundreds of thousands of values' lines.</summary>
    private sealed class Lines(string text)
    {
        public int Number { get; private set; }

        public int Start { get; private set; }

        public int Length { get; private set; }

        /// <summary>Where the next line starts.</summary>
        public int End { get; private set; }

        public bool EndsInReturn { get; private set; }

        public string Text => text.Substring(Start, Length);

        public bool Next()
        {
            if (End >= text.Length) return false;
            Start = End;
            var feed = text.IndexOf('\n', Start);
            End = feed < 0 ? text.Length : feed + 1;
            Length = (feed < 0 ? text.Length : feed) - Start;
            EndsInReturn = Length > 0 && text[Start + Length - 1] == '\r';
            if (EndsInReturn) Length--;
            Number++;
            return true;
        }

        public string Between(int start, int end) => end > start && text[end - 1] != '\n' ? text.Substring(start, end - start) + "\n" : text.Substring(start, end - start);

        public bool IsBase64(int bytes)
        {
            if (Length != (bytes + 2) / 3 * 4) return false;
            var padding = Length / 4 * 3 - bytes;
            for (var i = 0; i < Length; i++)
            {
                var c = text[Start + i];
                if (i >= Length - padding ? c != '=' : !(c is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= '0' and <= '9') or '+' or '/')) return false;
            }
            return true;
        }
    }
}
