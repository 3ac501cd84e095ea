using System.Text.Encodings.Web;
using System.Text.Json;

namespace NetSpec.Runtime;

/// <summary>One tensor as a header describes it; nothing is checked yet but the form.</summary>
internal sealed record SafetensorsEntry(string Name, string Dtype, long[] Shape, long Begin, long End);

/// <summary>
/// The JSON header of a safetensors file. Read token by token, so that repeated names are seen and no tree is built from a stranger's
/// 100 MB.
/// </summary>
internal sealed record SafetensorsHeader(IReadOnlyList<SafetensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata)
{
    private const string MetadataKey = "__metadata__";

    public static SafetensorsHeader Parse(string path, ReadOnlySpan<byte> json)
    {
        try
        {
            return new Parser(path).Header(json);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new InputException($"'{path}' is no safetensors file: its header is no valid JSON.", error);
        }
    }

    /// <summary>
    /// The header's bytes, padded with spaces to a multiple of 8. Entries keep the tensors' order, the data lies as <paramref
    /// name="stored"/>.
    /// </summary>
    public static byte[] Format(NamedTensors tensors, IReadOnlyList<string> stored)
    {
        var offsets = new Dictionary<string, (long Begin, long End)>(StringComparer.Ordinal);
        var at = 0L;
        foreach (var name in stored)
        {
            var begin = at;
            at += tensors[name].Length * ElementFormat.Of(tensors[name]).Size;
            offsets.Add(name, (begin, at));
        }
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            WriteMetadata(json, tensors);
            foreach (var name in tensors.Names)
                WriteEntry(json, name, tensors[name], offsets[name]);
            json.WriteEndObject();
        }
        while (bytes.Length % 8 != 0)
            bytes.WriteByte((byte)' ');
        return bytes.ToArray();
    }

    private static void WriteMetadata(Utf8JsonWriter json, NamedTensors tensors)
    {
        if (tensors.Metadata.Count == 0)
            return;
        json.WriteStartObject(MetadataKey);
        foreach (var (key, value) in tensors.Metadata)
            json.WriteString(key, value);
        json.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter json, string name, Tensor tensor, (long Begin, long End) offsets)
    {
        if (name == MetadataKey)
            throw new ArgumentException($"A tensor cannot be named '{MetadataKey}'.");
        json.WriteStartObject(name);
        json.WriteString("dtype", ElementFormat.Of(tensor).Safetensors);
        json.WriteStartArray("shape");
        foreach (var dimension in tensor.Shape)
            json.WriteNumberValue(dimension);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(offsets.Begin);
        json.WriteNumberValue(offsets.End);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private sealed class Parser(string path)
    {
        private readonly List<SafetensorsEntry> _entries = [];
        private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);
        private readonly HashSet<string> _names = new(StringComparer.Ordinal);

        public SafetensorsHeader Header(ReadOnlySpan<byte> json)
        {
            var reader = new Utf8JsonReader(json);
            Require(reader.Read() && reader.TokenType == JsonTokenType.StartObject, "its header is no JSON object");
            while (Next(ref reader, JsonTokenType.EndObject))
            {
                var name = reader.GetString()!;
                Require(_names.Add(name), $"its header names '{name}' twice");
                reader.Read();
                if (name == MetadataKey)
                    Metadata(ref reader);
                else
                    _entries.Add(Entry(name, ref reader));
            }
            reader.Read();
            return new(_entries, _metadata);
        }

        private void Metadata(ref Utf8JsonReader reader)
        {
            Require(reader.TokenType == JsonTokenType.StartObject, $"'{MetadataKey}' is no JSON object");
            while (Next(ref reader, JsonTokenType.EndObject))
            {
                var key = reader.GetString()!;
                reader.Read();
                Require(reader.TokenType == JsonTokenType.String, $"the metadata '{key}' is no text");
                Require(_metadata.TryAdd(key, reader.GetString()!), $"its metadata names '{key}' twice");
            }
        }

        private SafetensorsEntry Entry(string name, ref Utf8JsonReader reader)
        {
            string? dtype = null;
            List<long>? shape = null, offsets = null;
            Require(reader.TokenType == JsonTokenType.StartObject, $"the tensor '{name}' is no JSON object");
            while (Next(ref reader, JsonTokenType.EndObject))
            {
                var key = reader.GetString();
                reader.Read();
                var isNew = key switch
                {
                    "dtype" => dtype is null && reader.TokenType == JsonTokenType.String && (dtype = reader.GetString()) is not null,
                    "shape" => shape is null && (shape = Numbers(name, key, ref reader)) is not null,
                    "data_offsets" => offsets is null && (offsets = Numbers(name, key, ref reader)) is not null,
                    _ => false,
                };
                Require(isNew, $"the tensor '{name}' has a wrong, unknown or repeated key '{key}'");
            }
            Require(dtype is not null && shape is not null && offsets?.Count == 2, $"the tensor '{name}' lacks its dtype, shape or two data_offsets");
            return new(name, dtype!, [.. shape!], offsets![0], offsets[1]);
        }

        private List<long> Numbers(string name, string key, ref Utf8JsonReader reader)
        {
            var numbers = new List<long>();
            Require(reader.TokenType == JsonTokenType.StartArray, $"the {key} of the tensor '{name}' is no JSON array");
            while (Next(ref reader, JsonTokenType.EndArray))
            {
                var number = -1L;
                var isNumber = reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out number);
                Require(isNumber && number >= 0, $"the {key} of the tensor '{name}' holds something else than whole numbers from 0 to 2^63 - 1");
                numbers.Add(number);
            }
            return numbers;
        }

        private static bool Next(ref Utf8JsonReader reader, JsonTokenType end) => reader.Read() && reader.TokenType != end;

        private void Require(bool condition, string problem)
        {
            if (!condition)
                throw new InputException($"'{path}' is no safetensors file: {problem}.");
        }
    }
}
