using System.Buffers.Binary;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NetSpec.Runtime;

namespace NetSpec.Tests.Files;

public sealed class SafetensorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WrittenTensorsAreReadBackToTheBit()
    {
        var shapes = Gen.Elements<long[]>([], [0], [3], [2, 3], [2, 0, 4], [1, 1, 5]);
        var tensor = from shape in shapes
                     from kind in Gen.Choose(0, 3)
                     from seed in Gen.Choose(0, int.MaxValue)
                     select Make(shape, kind, (ulong)seed);
        var named = from tensors in tensor.ListOf()
                    from text in ArbMap.Default.GeneratorFor<NonNull<string>>()
                    select (tensors, text: Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Get)));
        Prop.ForAll(named.ToArbitrary(), sample =>
        {
            var written = new NamedTensors();
            written.Metadata["note"] = sample.text;
            foreach (var (one, index) in sample.tensors.Select((t, i) => (t, i)))
                written[sample.text + index] = one;
            Safetensors.Write(_folder.At("t.safetensors"), written);
            Same(written, Safetensors.Read(_folder.At("t.safetensors")));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void BytesAreStableAndAligned()
    {
        var tensors = new NamedTensors { ["b"] = Tensor.Create<float>([1], 1), ["ä+<"] = Tensor.Create<double>([2]) };
        tensors.Metadata["z"] = "1";
        tensors.Metadata["a"] = "2";
        Safetensors.Write(_folder.At("t"), tensors);
        var bytes = File.ReadAllBytes(_folder.At("t"));
        var length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        Assert.Equal(0, length % 8);
        Assert.Equal(
            """{"__metadata__":{"a":"2","z":"1"},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]},"ä+<":{"dtype":"F64","shape":[],"data_offsets":[0,8]}}""",
            Encoding.UTF8.GetString(bytes, 8, length).TrimEnd(' '));
        Assert.Equal(8 + length + 12, bytes.Length);
        Assert.Equal(["b", "ä+<"], Safetensors.Read(_folder.At("t")).Names);
    }

    [Fact]
    public void ShortFloatsBecomeFloat32()
    {
        var path = Raw("""{"h":{"dtype":"F16","shape":[2],"data_offsets":[0,4]},"b":{"dtype":"BF16","shape":[2],"data_offsets":[4,8]}}""",
            [0x00, 0x3E, 0x00, 0xC0, 0xC0, 0x3F, 0x80, 0xFF]);
        var tensors = Safetensors.Read(path);
        Assert.Equal([1.5f, -2f], ((Tensor<float>)tensors["h"]).Values);
        Assert.Equal([1.5f, float.NegativeInfinity], ((Tensor<float>)tensors["b"]).Values);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 4, "is truncated: the tensor 'a' ends at byte 8 of the data, and there are 4.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 7, "has 3 bytes after the end of its last tensor.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "has the shape [3], 12 bytes of F32, but the offsets 0 to 8.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", 8, "but the offsets 8 to 0.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"I32","shape":[1],"data_offsets":[4,8]}}""", 8, "The tensors 'a' and 'b'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "The bytes 0 to 4 of the data")]
    [InlineData("""{"a":{"dtype":"BOOL","shape":[1],"data_offsets":[0,1]}}""", 1, "has the element type BOOL; F32, F64, F16, BF16, I32 and I64 can be read.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}""", 0, "has the shape [4294967296, 4294967296], more than")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387905,4],"data_offsets":[0,16]}}""", 16, "more than")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "the shape of the tensor 'a' holds something else")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", 4, "the shape of the tensor 'a' holds something else")]
    [InlineData("""{"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,4]}}""", 4, "the shape of the tensor 'a' holds something else")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""", 4, "lacks its dtype, shape or two data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1]}}""", 4, "lacks its dtype, shape or two data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"more":1}}""", 4, "has a wrong, unknown or repeated key 'more'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "names 'a' twice")]
    [InlineData("""{"a":7}""", 0, "the tensor 'a' is no JSON object")]
    [InlineData("""{"__metadata__":{"k":7}}""", 0, "the metadata 'k' is no text")]
    [InlineData("[]", 0, "its header is no JSON object")]
    [InlineData("{", 0, "its header is no valid JSON")]
    [InlineData("{} {}", 0, "its header is no valid JSON")]
    [InlineData("", 0, "its header is no valid JSON")]
    public void RefusesAWrongHeader(string header, int dataBytes, string message)
    {
        var path = Raw(header, new byte[dataBytes]);
        var error = Assert.Throws<InputException>(() => Safetensors.Read(path));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RefusesDeepAndUndecodableHeaders()
    {
        Assert.Throws<InputException>(() => Safetensors.Read(Raw("""{"a":""" + new string('[', 100_000), [])));
        Assert.Throws<InputException>(() => Safetensors.Read(Raw(Encoding.Latin1.GetBytes("{\"\u00FF\":{}}"), [])));
        Assert.Throws<InputException>(() => Safetensors.Read(Raw("""{"\ud800":{}}""", [])));
    }

    [Theory]
    [InlineData("", "fewer than the 8")]
    [InlineData("FFFFFFFFFFFFFF7F7B7D", "its header would take 9223372036854775807 bytes")]
    [InlineData("FFFFFFFFFFFFFFFF7B7D", "its header would take 18446744073709551615 bytes")]
    [InlineData("01E1F505000000007B7D", "more than the 100000000 allowed")]
    [InlineData("03000000000000007B7D", "is truncated: its header should take 3 bytes, and 2 are there.")]
    public void RefusesAWrongStart(string hexadecimal, string message)
    {
        var path = _folder.Write("bad", Convert.FromHexString(hexadecimal));
        Assert.Contains(message, Assert.Throws<InputException>(() => Safetensors.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryTruncationAndEveryFlippedByteOfTheHeaderIsRefusedOrRead()
    {
        var tensors = new NamedTensors { ["a"] = Tensor.Create<float>([1, 2], 2), ["b"] = Tensor.Create<long>([3], 1) };
        Safetensors.Write(_folder.At("good"), tensors);
        var good = File.ReadAllBytes(_folder.At("good"));
        for (var length = 0; length < good.Length; length++)
            Assert.Throws<InputException>(() => Safetensors.Read(_folder.Write("cut", good[..length])));
        for (var at = 0; at < good.Length - 16; at++)
        {
            var bad = (byte[])good.Clone();
            bad[at] ^= 0x15;
            // Anything but InputException fails the test; a flipped letter of a name is still a good file.
            var error = Record.Exception(() => Safetensors.Read(_folder.Write("bad", bad)));
            Assert.True(error is null or InputException, error?.ToString());
        }
    }

    [Fact]
    public void MissingFilesAndFoldersAreNamed()
    {
        Assert.Equal("Cannot read 'no/such.safetensors': its folder does not exist.",
            Assert.Throws<InputException>(() => Safetensors.Read("no/such.safetensors")).Message);
        Assert.Equal($"Cannot read '{_folder.At("x")}': there is no such file.",
            Assert.Throws<InputException>(() => Safetensors.Read(_folder.At("x"))).Message);
        Assert.Equal($"Cannot read '{_folder.Path}': it is a folder.",
            Assert.Throws<InputException>(() => Safetensors.Read(_folder.Path)).Message);
    }

    private static Tensor Make(long[] shape, int kind, ulong seed)
    {
        var random = new RandomSource(seed);
        var bits = new ulong[shape.Aggregate(1L, (product, d) => product * d)];
        for (var i = 0; i < bits.Length; i++)
            bits[i] = random.NextUInt64();
        return kind switch
        {
            0 => Tensor.Create(Array.ConvertAll(bits, b => BitConverter.UInt32BitsToSingle((uint)b)), shape),
            1 => Tensor.Create(Array.ConvertAll(bits, BitConverter.UInt64BitsToDouble), shape),
            2 => Tensor.Create(Array.ConvertAll(bits, b => (int)b), shape),
            _ => Tensor.Create(Array.ConvertAll(bits, b => (long)b), shape),
        };
    }

    private static void Same(NamedTensors expected, NamedTensors actual)
    {
        Assert.Equal(expected.Names, actual.Names);
        Assert.Equal(expected.Metadata, actual.Metadata);
        foreach (var name in expected.Names)
            Same(expected[name], actual[name]);
    }

    internal static void Same(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        Assert.Equal(expected.ElementType, actual.ElementType);
        using var left = new MemoryStream();
        using var right = new MemoryStream();
        ElementFormat.Of(expected).WriteTensor(expected, left);
        ElementFormat.Of(actual).WriteTensor(actual, right);
        Assert.Equal(left.ToArray(), right.ToArray());
    }

    private string Raw(string header, byte[] data) => Raw(Encoding.UTF8.GetBytes(header), data);

    private string Raw(byte[] header, byte[] data)
    {
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        return _folder.Write("raw", [.. length, .. header, .. data]);
    }
}
