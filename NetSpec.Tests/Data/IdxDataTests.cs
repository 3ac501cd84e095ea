using System.Buffers.Binary;
using System.IO.Compression;
using NetSpec.Runtime;
using NetSpec.Tests.Files;

namespace NetSpec.Tests.Data;

public sealed class IdxDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReadsPlainAndCompressedFiles(bool isCompressed)
    {
        var pixels = Enumerable.Range(0, 5 * 6).Select(i => (byte)(i * 8)).ToArray();
        Save("images", Idx([5, 2, 3], pixels), isCompressed);
        Save("labels", Idx([5], [3, 1, 4, 1, 5]), isCompressed);
        using var data = Load();
        Assert.Equal((5, 6, 1), (data.Train.Count, data.Train.InputSize, data.Train.TargetSize));
        Assert.Equal(6, data.Description.ClassNames.Count);
        Assert.Equal(255, data.Description.Scale);
        var (inputs, targets) = data.Train.ReadAll();
        Assert.Equal(pixels.Select(p => p / 255f), inputs);
        Assert.Equal([3, 1, 4, 1, 5], targets);
    }

    [Fact]
    public void LargeCompressedFilesGoToATemporaryFile()
    {
        var content = Enumerable.Range(0, 300_000).Select(i => (byte)(i * 7 / 3)).ToArray();
        Save("big", content, isCompressed: true);
        using var source = Gzip.Open(_folder.At("big"), bytesInMemory: 100_000);
        Assert.IsType<FileBytes>(source);
        var read = new byte[content.Length];
        source.Read(read, 0);
        Assert.Equal(content, read);
    }

    [Fact]
    public void TakesATestSet()
    {
        Save("images", Idx([2, 1, 1], [0, 255]));
        Save("labels", Idx([2], [0, 1]));
        using var data = Load(",test_images=images,test_labels=labels");
        Assert.Equal((2, 2), (data.Train.Count, data.Test!.Count));
    }

    [Fact]
    public void RefusesWrongImages()
    {
        Save("labels", Idx([2], [0, 1]));
        Refuses(Idx([2, 1, 2], [1, 2, 3]), "is shorter than its header says: the shape [2, 1, 2] takes 4 bytes, and 3 are there.");
        Refuses(Idx([2, 1, 2], [1, 2, 3, 4, 5]), "is longer than its header says: the shape [2, 1, 2] takes 4 bytes, and 5 are there.");
        Refuses(Idx([2], [1, 2]), "has 1 dimensions, where images have two or more.");
        Refuses(Idx([2, -1, -1, -1], [1, 2]), "has the impossible shape [2, 4294967295, 4294967295, 4294967295].");
        Refuses(Idx([2, 0, 0], []), "has the impossible shape [2, 0, 0].");
        Refuses([0, 0, 0x0D, 3, .. new byte[12]], "holds IDX values of type 0x0D, where unsigned bytes (0x08) were expected.");
        Refuses([1, 2, 3, 4, 5, 6], "is no IDX file: it does not start with two zero bytes.");
        Refuses([], "is no IDX file");
        Refuses([0, 0, 8, 3, 0, 0], "ends inside its IDX header.");
        Refuses(Idx([3, 1, 1], [1, 2, 3]), "holds 3 images, but");
    }

    [Fact]
    public void RefusesWrongLabels()
    {
        Save("images", Idx([2, 1, 1], [1, 2]));
        Save("labels", Idx([2, 1], [1, 2]));
        Assert.EndsWith("has 2 dimensions, where labels have one.", Refusal(), StringComparison.Ordinal);
        Save("labels", Idx([3], [1, 2]));
        Assert.Contains("is shorter than its header says", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void RefusesDamagedAndTruncatedGzip()
    {
        var random = new RandomSource(1);
        var pixels = new byte[10_000];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)random.NextUInt64();
        var packed = Pack(Idx([100, 10, 10], pixels));
        Save("labels", Idx([100], new byte[100]));
        foreach (var length in new[] { 5, 30, packed.Length / 2, packed.Length - 9, packed.Length - 1 })
            Refuses(packed[..length], "");
        packed[packed.Length / 2] ^= 0xFF;
        Refuses(packed, "is a damaged gzip file.");
    }

    [Fact]
    public void GzipOfSeveralMembersIsReadWholeOrNotAtAll()
    {
        var whole = Idx([2, 10, 10], [.. Enumerable.Range(0, 200).Select(i => (byte)i)]);
        byte[] packed = [.. Pack(whole[..50]), .. Pack(whole[50..120]), .. Pack(whole[120..])];
        Save("images", packed);
        Save("labels", Idx([2], [0, 1]));

        using (var data = Load()) Assert.Equal(2, data.Train.Count);
        // An empty member ends the files of bgzip.
        Save("images", [.. packed, .. Pack([])]);
        using (var data = Load()) Assert.Equal(2, data.Train.Count);
        Refuses(packed[..^1], "");
        Refuses([.. Pack(whole), .. packed[..^9]], "");
    }

    private void Refuses(byte[] images, string message)
    {
        Save("images", images);
        var refusal = Refusal();
        Assert.Contains(message, refusal, StringComparison.Ordinal);
        Assert.Contains(_folder.At("images"), refusal, StringComparison.Ordinal);
    }

    private string Refusal() => Assert.Throws<InputException>(() => Load()).Message;

    private DataSet Load(string more = "") => DataLoader.Load(DataOptions.Parse("idx:images=images,labels=labels" + more, _folder.Path));

    private void Save(string name, byte[] content, bool isCompressed = false) => _folder.Write(name, isCompressed ? Pack(content) : content);

    private static byte[] Pack(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var packing = new GZipStream(packed, CompressionMode.Compress))
            packing.Write(content);
        return packed.ToArray();
    }

    private static byte[] Idx(int[] shape, byte[] values)
    {
        var header = new byte[4 + (4 * shape.Length)];
        (header[2], header[3]) = (8, (byte)shape.Length);
        for (var i = 0; i < shape.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + (4 * i)), shape[i]);
        return [.. header, .. values];
    }
}
