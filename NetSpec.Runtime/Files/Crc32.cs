namespace NetSpec.Runtime;

/// <summary>The checksum of zip files: a remainder of polynomials over one bit, turned round (0xEDB88320).</summary>
internal sealed class Crc32
{
    private static readonly uint[] _table = [.. Enumerable.Range(0, 256).Select(i => Enumerable.Range(0, 8).Aggregate((uint)i, (r, _) => (r >> 1) ^ (0xEDB88320u & (0 - (r & 1)))))];

    private uint _remainder = uint.MaxValue;

    /// <summary>Of the bytes so far.</summary>
    public uint Value => ~_remainder;

    /// <summary>Takes in more bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        var remainder = _remainder;
        foreach (var b in bytes)
            remainder = (remainder >> 8) ^ _table[(byte)remainder ^ b];
        _remainder = remainder;
    }
}
