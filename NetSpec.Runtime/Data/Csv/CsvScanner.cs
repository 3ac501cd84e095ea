namespace NetSpec.Runtime;

/// <summary>
/// Finds where rows start (RFC 4180: a field that starts with a quote ends with one, and may hold separators, line ends and doubled
/// quotes).
/// </summary>
internal sealed class CsvScanner(ByteSource source, byte separator)
{
    public const int MaxRowBytes = 1 << 26;

    private CsvState _state = CsvState.FieldStart;
    private bool _isEmpty = true;
    private int _fields = 1;
    private long _rowStart;
    private long _quoteStart;

    /// <summary>The offset of each row that is not empty.</summary>
    public List<long> Starts { get; } = [];

    /// <summary>Columns of the first row.</summary>
    public int Columns { get; private set; }

    public void Scan(CancellationToken cancellation)
    {
        _rowStart = SkipMark();
        var block = new byte[1 << 18];
        for (var start = _rowStart; start < source.Length; start += block.Length)
        {
            cancellation.ThrowIfCancellationRequested();
            var part = block.AsSpan(0, (int)Math.Min(block.Length, source.Length - start));
            source.Read(part, start);
            for (var i = 0; i < part.Length; i++)
                Take(part[i], start + i);
        }
        if (_state == CsvState.Quoted)
            throw CsvRows.Error(source, _quoteStart, "the quote that opens here is never closed.");
        EndRow(source.Length);
        if (Starts.Count == 0)
            throw new InputException($"'{source.Path}' holds no rows.");
    }

    private void Take(byte value, long offset)
    {
        if (value == '\n' && _state != CsvState.Quoted)
        {
            EndRow(offset);
            _rowStart = offset + 1;
            (_state, _isEmpty, _fields) = (CsvState.FieldStart, true, 1);
            return;
        }
        if (offset - _rowStart > MaxRowBytes)
            throw CsvRows.Error(source, _rowStart, $"a row takes more than {MaxRowBytes} bytes.");
        var before = _state;
        _state = CsvStates.Next(before, value, separator);
        if (_state == CsvState.Wrong)
            throw CsvRows.Error(source, offset, "a separator or the line's end was expected after a closing quote.");
        if (_state == CsvState.Quoted && before == CsvState.FieldStart)
            _quoteStart = offset;
        if (value == separator && _state == CsvState.FieldStart)
            _fields++;
        _isEmpty &= value is (byte)' ' or (byte)'\t' or (byte)'\r' && value != separator;
    }

    private void EndRow(long offset)
    {
        if (_isEmpty)
            return;
        if (Starts.Count == 0)
            Columns = _fields;
        else if (_fields != Columns)
            throw CsvRows.Error(source, _rowStart, $"{Columns} columns were expected as in the first row, and {_fields} are there.");
        Starts.Add(_rowStart);
        _rowStart = offset;
    }

    private long SkipMark()
    {
        Span<byte> mark = stackalloc byte[3];
        mark = mark[..(int)Math.Min(3, source.Length)];
        source.Read(mark, 0);
        if (mark is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            throw new InputException($"'{source.Path}' is UTF-16 text, where UTF-8 was expected.");
        return mark is [0xEF, 0xBB, 0xBF] ? 3 : 0;
    }
}
