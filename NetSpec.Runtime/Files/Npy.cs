namespace NetSpec.Runtime;

/// <summary>numpy's files of one array, C order, little-endian; an array of an .npz file is read too: <c>data.npz#name</c>, or <c>data.npz</c> where it holds one.</summary>
public static class Npy
{
    /// <summary>Reads a whole file: float32, float64, int32 and int64 as they are, float16 as float32, shorter integers as int32.</summary>
    /// <exception cref="InputException">It cannot be read, or is in another order, of another type, too short or too long.</exception>
    public static Tensor Read(string path)
    {
        using var source = Npz.OpenArray(path);
        var header = NpyHeader.Read(source);
        if (header.Count > Array.MaxLength)
            throw new InputException($"'{path}' holds {header.Count} values, more than the {Array.MaxLength} that fit into one array.");
        return header.Format.ReadTensor(source, header.DataOffset, header.Shape);
    }

    /// <summary>Writes a file of version 1.0, whole or not at all.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        AtomicFile.Write(path, stream => Write(stream, tensor));
    }

    internal static void Write(Stream stream, Tensor tensor)
    {
        var format = ElementFormat.Of(tensor);
        stream.Write(NpyHeader.Bytes(format, tensor.Shape));
        format.WriteTensor(tensor, stream);
    }
}
