using System.Text;

namespace NetSpec.Runtime;

/// <summary>Where the rows of a CSV file start, 8 bytes a row; the text stays in the file. Thread-safe.</summary>
internal sealed class CsvRows : IDisposable
{
    private readonly ByteSource _source;
    private readonly List<long> _starts;
    private readonly byte _separator;

    private CsvRows(ByteSource source, CsvScanner scanner, byte separator)
    {
        _source = source;
        _starts = scanner.Starts;
        _separator = separator;
        Columns = scanner.Columns;
    }

    public string Path => _source.Path;

    public int Count => _starts.Count;

    /// <summary>Columns of every row.</summary>
    public int Columns { get; }

    /// <summary>Reads the file once, and refuses rows of another number of columns than the first.</summary>
    public static CsvRows Index(ByteSource source, byte separator, CancellationToken cancellation = default)
    {
        var scanner = new CsvScanner(source, separator);
        scanner.Scan(cancellation);
        return new(source, scanner, separator);
    }

    /// <summary>Reads a row's fields.</summary>
    public void Read(int row, CsvFields fields)
    {
        var end = row + 1 < Count ? _starts[row + 1] : _source.Length;
        // Empty lines behind the row count to it; they may be many, the row itself is bounded.
        var bytes = fields.Reserve((int)Math.Min(end - _starts[row], CsvScanner.MaxRowBytes + 2));
        _source.Read(bytes, _starts[row]);
        fields.Split(_separator);
    }

    /// <summary>
    /// The error of a field, with its line and column counted from 1. Counting costs a pass over the file, which an error can take.
    /// </summary>
    public InputException Error(int row, CsvFields fields, int column, string problem) =>
        Error(_source, _starts[row] + fields.Start(column), problem);

    public static InputException Error(ByteSource source, long offset, string problem)
    {
        var line = 1;
        var lineStart = 0L;
        var block = new byte[1 << 16];
        for (var start = 0L; start < offset; start += block.Length)
        {
            var part = block.AsSpan(0, (int)Math.Min(block.Length, offset - start));
            source.Read(part, start);
            for (var i = 0; i < part.Length; i++)
            {
                if (part[i] == '\n')
                    (line, lineStart) = (line + 1, start + i + 1);
            }
        }
        var before = new byte[(int)Math.Min(offset - lineStart, 1 << 20)];
        source.Read(before, lineStart);
        return new($"{source.Path}({line},{Encoding.UTF8.GetCharCount(before) + 1}): {problem}");
    }

    public void Dispose() => _source.Dispose();
}
