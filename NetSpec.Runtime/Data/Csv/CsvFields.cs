using System.Globalization;
using System.Text;

namespace NetSpec.Runtime;

/// <summary>The fields of one row; a buffer that is used again for every row. Not thread-safe.</summary>
internal sealed class CsvFields
{
    private readonly List<(int Start, int End)> _fields = [];
    private byte[] _bytes = new byte[256];
    private int _length;

    /// <summary>Room for a row's bytes.</summary>
    public Span<byte> Reserve(int length)
    {
        if (_bytes.Length < length)
            _bytes = new byte[Math.Max(length, 2 * _bytes.Length)];
        _length = length;
        return _bytes.AsSpan(0, length);
    }

    /// <summary>Finds the fields in the reserved bytes.</summary>
    public void Split(byte separator)
    {
        _fields.Clear();
        var state = CsvState.FieldStart;
        var start = 0;
        for (var i = 0; i < _length; i++)
        {
            if (_bytes[i] == '\n' && state != CsvState.Quoted)
            {
                _length = i;
                break;
            }
            state = CsvStates.Next(state, _bytes[i], separator);
            if (state != CsvState.FieldStart || _bytes[i] != separator)
                continue;
            Add(start, i);
            start = i + 1;
        }
        Add(start, _length);
    }

    /// <summary>Offset of a field in its row.</summary>
    public int Start(int column) => _fields[column].Start;

    /// <summary>A field's text, quotes taken off.</summary>
    public string Text(int column)
    {
        var text = Encoding.UTF8.GetString(Bytes(column));
        return text.StartsWith('"') ? text[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : text;
    }

    /// <summary>A field as a number, whatever the culture.</summary>
    public bool TryNumber(int column, out double value)
    {
        var bytes = Bytes(column);
        if (bytes is [(byte)'"', .. var inner, (byte)'"'])
            bytes = inner;
        return double.TryParse(bytes, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    private ReadOnlySpan<byte> Bytes(int column) => _bytes.AsSpan(_fields[column].Start.._fields[column].End);

    private void Add(int start, int end)
    {
        var field = _bytes.AsSpan(start, end - start);
        var trimmed = field.TrimStart(" \t\r"u8);
        start = end - trimmed.Length;
        _fields.Add((start, start + trimmed.TrimEnd(" \t\r"u8).Length));
    }
}
