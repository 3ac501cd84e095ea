using System.Runtime.InteropServices;

namespace NetSpec.Runtime;

/// <summary>A zeroed block on a 64-byte boundary (unaligned 64-byte loads cost 1.6 to 2 times). The pointer is for kernels; everyone else takes the span.</summary>
public sealed unsafe class AlignedMemory<T> : IDisposable
    where T : unmanaged
{
    private T* _pointer;

    /// <summary>Allocates a zeroed block.</summary>
    public AlignedMemory(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        var bytes = checked((nuint)Math.Max(length, 16) * (nuint)sizeof(T));
        _pointer = (T*)NativeMemory.AlignedAlloc(bytes, 64);
        NativeMemory.Clear(_pointer, bytes);
        GC.AddMemoryPressure(checked((long)bytes));
    }

    /// <summary>Frees the block.</summary>
    ~AlignedMemory() => Free();

    /// <summary>Number of values.</summary>
    public long Length { get; }

    /// <summary>First value. Keep this object alive while it is used.</summary>
    public T* Pointer => _pointer != null ? _pointer : throw new ObjectDisposedException(nameof(AlignedMemory<T>));

    /// <summary>All values; a block of more than 2^31 - 1 values is reached in parts.</summary>
    public Span<T> Span => new(Pointer, checked((int)Length));

    /// <summary>Some values.</summary>
    public Span<T> Slice(long start, int length)
    {
        if (start < 0 || length < 0 || start + length > Length)
            throw new ArgumentOutOfRangeException(nameof(start), $"{start} + {length} lies outside {Length} values.");
        return new(Pointer + start, length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_pointer == null) return;
        NativeMemory.AlignedFree(_pointer);
        _pointer = null;
        GC.RemoveMemoryPressure(Math.Max(Length, 16) * sizeof(T));
    }
}
