using System.Buffers;

namespace NetSpec.Runtime;

/// <summary>Records of labels and pixels, in one or more files that count as one; read where they are asked for.</summary>
internal sealed class CifarSource : IDataSource
{
    /// <summary>What pixels are divided by.</summary>
    public const float Scale = 255;

    private const int Pixels = 3 * 32 * 32;

    private readonly CifarSet _set;
    private readonly List<ByteSource> _files = [];

    /// <summary>Records before each file's first, and in all.</summary>
    private readonly List<long> _starts = [0];

    private CifarSource(CifarSet set) => _set = set;

    public long Count => _starts[^1];

    public int InputSize => Pixels;

    public int TargetSize => 1;

    private int RecordBytes => _set.LabelBytes + Pixels;

    /// <summary>Opens files, holds their lengths against whole records and every label against the classes.</summary>
    public static CifarSource Open(IEnumerable<string> paths, CifarSet set)
    {
        var source = new CifarSource(set);
        try
        {
            foreach (var path in paths)
                source.Add(path);
            return source;
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    public void Read(ReadOnlySpan<long> indices, Span<float> inputs, Span<float> targets)
    {
        ReadRequest.Check(this, indices, inputs, targets);
        var record = ArrayPool<byte>.Shared.Rent(RecordBytes);
        for (var i = 0; i < indices.Length; i++)
        {
            ReadRecord(indices[i], record.AsSpan(0, RecordBytes));
            var image = inputs.Slice(i * Pixels, Pixels);
            for (var p = 0; p < Pixels; p++)
                image[p] = record[_set.LabelBytes + p] / Scale;
            if (!targets.IsEmpty)
                targets[i] = record[_set.LabelBytes - 1];
        }
        ArrayPool<byte>.Shared.Return(record);
    }

    public void Dispose()
    {
        foreach (var file in _files)
            file.Dispose();
    }

    private void Add(string path)
    {
        var file = ByteSource.Open(path);
        _files.Add(file);
        var records = file.Length / RecordBytes;
        if (records == 0 || records * RecordBytes != file.Length)
        {
            throw new InputException(
                $"'{path}' has {file.Length} bytes, where a whole number of records of {RecordBytes} bytes was expected ({_set.Name}).");
        }
        _starts.Add(Count + records);
        CheckLabels(file, records);
    }

    // At the start, and not in the middle of a training; only the labels are read.
    private void CheckLabels(ByteSource file, long records)
    {
        Span<byte> labels = stackalloc byte[_set.LabelBytes];
        for (var i = 0L; i < records; i++)
        {
            file.Read(labels, i * RecordBytes);
            if (labels[^1] >= _set.Classes)
            {
                throw new InputException(
                    $"Record {i} of '{file.Path}' has the label {labels[^1]}, where {_set.Name} has 0 to {_set.Classes - 1}.");
            }
        }
    }

    private void ReadRecord(long index, Span<byte> into)
    {
        var file = _files.Count - 1;
        while (index < _starts[file])
            file--;
        _files[file].Read(into, (index - _starts[file]) * RecordBytes);
    }
}
