using Google.Protobuf;
using NetSpec.Runtime;
using Proto = NetSpec.Onnx.Schema;

namespace NetSpec.Onnx.Reading;

/// <summary>The bytes of a model file as messages; nothing is checked yet but that they are messages.</summary>
internal static class ModelFile
{
    // ONNX itself stops here: a larger model keeps its weights in files beside it.
    private const long LargestFile = int.MaxValue;

    /// <summary>Reads the messages of a file.</summary>
    /// <exception cref="InputException">It cannot be read, or is no ONNX model.</exception>
    public static Proto.Model Read(string path)
    {
        var bytes = PlainFile.Read(path, LargestFile);
        if (bytes.Length == 0) throw new InputException($"'{path}' is no ONNX model: it is empty.");
        try
        {
            var model = Proto.Model.Parser.WithDiscardUnknownFields(true).ParseFrom(bytes);
            if (model.IrVersion < 1) throw new InputException($"'{path}' is no ONNX model: it does not state the version of its format.");
            if (model.Graph is null) throw new InputException($"'{path}' is no ONNX model: it holds no graph.");
            return model;
        }
        catch (InvalidProtocolBufferException error)
        {
            throw new InputException($"'{path}' is no ONNX model or is damaged: its {bytes.Length} bytes are not the messages of one ({Reason(error)}).", error);
        }
    }

    // The library's texts address whoever calls it.
    private static string Reason(InvalidProtocolBufferException error) =>
        error.Message.Contains("ended unexpectedly", StringComparison.Ordinal) || error.Message.Contains("truncated", StringComparison.OrdinalIgnoreCase)
            ? "they end in the middle of a message"
            : error.Message.Contains("recursion", StringComparison.OrdinalIgnoreCase) || error.Message.Contains("too many levels", StringComparison.OrdinalIgnoreCase)
                ? "messages lie too deep in one another"
                : "a field is malformed";
}
