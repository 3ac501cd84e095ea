using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NetSpec.Runtime;

namespace NetSpec.Tests.Files;

public sealed class NpyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WrittenArraysAreReadBack()
    {
        var shape = Gen.Choose(0, 4).Select(d => (long)d).ListOf().Where(dimensions => dimensions.Count <= 4);
        Prop.ForAll(shape.ToArbitrary(), dimensions =>
        {
            var count = (int)dimensions.Aggregate(1L, (product, d) => product * d);
            long[] shape = [.. dimensions];
            Tensor[] tensors =
            [
                Tensor.Create(Enumerable.Range(0, count).Select(i => i / 3f).ToArray(), shape),
                Tensor.Create(Enumerable.Range(0, count).Select(i => i / 3.0).ToArray(), shape),
                Tensor.Create(Enumerable.Range(0, count).Select(i => i - 7).ToArray(), shape),
                Tensor.Create(Enumerable.Range(0, count).Select(i => -(1L << 40) * i).ToArray(), shape),
            ];
            foreach (var tensor in tensors)
            {
                Npy.Write(_folder.At("x.npy"), tensor);
                SafetensorsTests.Same(tensor, Npy.Read(_folder.At("x.npy")));
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void WritesTheBytesThatNumpyWrites()
    {
        Npy.Write(_folder.At("x.npy"), Tensor.Create<float>([], 0, 2));
        var expected = "NUMPY\u0001\0v\0{'descr': '<f4', 'fortran_order': False, 'shape': (0, 2), }".PadRight(126) + "\n";
        Assert.Equal((byte[])[0x93, .. Encoding.ASCII.GetBytes(expected)], File.ReadAllBytes(_folder.At("x.npy")));
    }

    [Theory]
    [InlineData("<f2", "003E", 1.5)]
    [InlineData("|u1", "FF", 255)]
    [InlineData("|i1", "FF", -1)]
    [InlineData("<i2", "FEFF", -2)]
    [InlineData("<u2", "FEFF", 65534)]
    public void ShortTypesAreWidened(string type, string data, double expected) =>
        Assert.Equal([expected], Npy.Read(Raw(1, $"{{'descr': '{type}', 'fortran_order': False, 'shape': (1,), }}", data)).ToDoubles());

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void LaterVersionsAreRead(int version) =>
        Assert.Equal([1.5], Npy.Read(Raw(version, """{"shape": (), "fortran_order": False, "descr": "<f4"}""", "0000C03F")).ToDoubles());

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': True, 'shape': (1, 1), }", "00000000", "is in Fortran order, where C order was expected")]
    [InlineData("{'descr': '>f4', 'fortran_order': False, 'shape': (1,), }", "00000000", "holds big-endian values ('>f4')")]
    [InlineData("{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }", "0000000000000000", "holds values of type '<c8'")]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", "", "holds values of type '|O'")]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }", "00000000", "describes records")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", "00000000", "is truncated: the shape [2] of float32 takes 8 bytes, and 4 are there.")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", "0000000000", "is too long: the shape [1] of float32 takes 4 bytes, and 5 are there.")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-1, -1), }", "00000000", "has the impossible shape [-1, -1].")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296, 4), }", "", "has the impossible shape")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (x,), }", "", "'shape' of something else than whole numbers")]
    [InlineData("{'descr': '<f4', 'fortran_order': 0, 'shape': (1,), }", "00000000", "neither True nor False")]
    [InlineData("{'descr': '<f4', 'shape': (1,), }", "00000000", "lacks 'descr', 'fortran_order' or 'shape'")]
    [InlineData("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", "00000000", "repeated entry 'descr'")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), } x", "00000000", "goes on after its end")]
    [InlineData("rubbish", "", "lacks a '{'")]
    [InlineData("{'descr", "", "is no dictionary as numpy writes it")]
    [InlineData("", "", "lacks a '{'")]
    public void RefusesAWrongFile(string header, string data, string message)
    {
        var path = Raw(1, header, data);
        var error = Assert.Throws<InputException>(() => Npy.Read(path));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Equal(error.Message, Assert.Throws<InputException>(() => NpyStream.Open(path)).Message);
    }

    [Theory]
    [InlineData("", "is no npy file")]
    [InlineData("504B03040000000000000000", "is no npy file")]
    [InlineData("934E554D5059090076007B7D", "of version 9, where 1 to 3")]
    [InlineData("934E554D50590300FFFFFFFF", "its header would take 4294967295 bytes")]
    [InlineData("934E554D505901003000", "its header would take 48 bytes")]
    public void RefusesAWrongStart(string hexadecimal, string message)
    {
        var path = _folder.Write("bad.npy", Convert.FromHexString(hexadecimal));
        Assert.Contains(message, Assert.Throws<InputException>(() => Npy.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StreamsAnyPartAndConvertsIt()
    {
        var values = Enumerable.Range(0, 200_000).Select(i => (double)i).ToArray();
        Npy.Write(_folder.At("x.npy"), Tensor.Create(values, 2, 100_000));
        using var stream = NpyStream.Open(_folder.At("x.npy"));
        Assert.Equal([2L, 100_000], stream.Shape);
        Assert.Equal(typeof(double), stream.ElementType);
        var part = new float[150_000];
        stream.Read(40_000, part.AsSpan());
        Assert.Equal(values.Skip(40_000).Take(150_000).Select(v => (float)v), part);
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Read(60_000, new float[150_000].AsSpan()));
    }

    [Fact]
    public void AFileThatShrinksWhileItIsReadIsAnError()
    {
        Npy.Write(_folder.At("x.npy"), Tensor.Create(new float[100], 100));
        using var stream = NpyStream.Open(_folder.At("x.npy"));
        using (var file = new FileStream(_folder.At("x.npy"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            file.SetLength(200);
        Assert.Contains("ends at byte 200", Assert.Throws<InputException>(() => stream.Read(0, new float[100].AsSpan())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NanAndInfinityAreFoundWhereverTheyStand()
    {
        for (var length = 1; length < 40; length++)
        {
            for (var bad = 0; bad < length; bad++)
            {
                var values = Enumerable.Repeat(1f, length).ToArray();
                Assert.Equal(-1, Finite.IndexOfBad(values));
                values[bad] = bad % 2 == 0 ? float.NaN : float.NegativeInfinity;
                Assert.Equal(bad, Finite.IndexOfBad(values));
            }
        }
        Assert.Equal("'w' holds infinity at [1, 0], where finite numbers were expected.",
            Assert.Throws<InputException>(() => Finite.Require(Tensor.Create<double>([1, 2, double.PositiveInfinity, 3], 2, 2), "'w'")).Message);
        Finite.Require(Tensor.Create<int>([1], 1), "'i'");
    }

    private string Raw(int version, string header, string data)
    {
        var length = version == 1 ? BitConverter.GetBytes((ushort)header.Length) : BitConverter.GetBytes(header.Length);
        return _folder.Write("raw.npy", [0x93, .. "NUMPY"u8, (byte)version, 0, .. length, .. Encoding.ASCII.GetBytes(header), .. Convert.FromHexString(data)]);
    }
}
