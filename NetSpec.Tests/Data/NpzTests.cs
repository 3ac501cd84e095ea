using System.IO.Compression;
using NetSpec.Runtime;
using NetSpec.Tests.Cli;
using NetSpec.Tests.Files;

namespace NetSpec.Tests.Data;

public sealed class NpzTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void AnArrayIsReadByItsName(CompressionLevel level)
    {
        var path = Save("data.npz", level, ("x", Tensor.Create([1f, 2, 3, 4], 2, 2)), ("layer.y", Tensor.Create([5L, 6], 2)));

        Assert.Equal([1f, 2, 3, 4], Assert.IsType<Tensor<float>>(Npy.Read(path + "#x")).Values);
        Assert.Equal([5L, 6], Assert.IsType<Tensor<long>>(Npy.Read(path + "#layer.y")).Values);
        Assert.Equal([4L], Npy.Read(Save("one.npz", level, ("a", Tensor.Create(new float[4], 4)))).Shape);
    }

    [Fact]
    public void WhatNumpyWroteIsRead()
    {
        // numpy.savez_compressed(f, a=numpy.array([1.5, -2], "f4")), which writes sizes of 64 bits.
        var path = At("numpy.npz");
        File.WriteAllBytes(path, Convert.FromBase64String(NumpyFile));

        Assert.Equal([1.5f, -2], Assert.IsType<Tensor<float>>(Npy.Read(path)).Values);
    }

    [Fact]
    public void LargeArraysGoThroughATemporaryFile()
    {
        var values = Enumerable.Range(0, 50_000).Select(i => (float)i).ToArray();
        var path = Save("data.npz", CompressionLevel.Optimal, ("x", Tensor.Create(values, values.Length)));

        using var source = Npz.OpenArray(path, bytesInMemory: 1000);

        Assert.Equal(values.Length * 4 + 128, source.Length);
        Assert.IsType<FileBytes>(source);
    }

    [Fact]
    public void WhatIsNotThereIsNamed()
    {
        var two = Save("two.npz", CompressionLevel.Optimal, ("x", Tensor.Create([1f], 1)), ("y", Tensor.Create([1f], 1)));

        Assert.Equal($"'{two}' holds 2 arrays (x, y); name one as '{two}#x'.", Message(two));
        Assert.Equal($"'{two}' holds no array 'z', but x, y.", Message(two + "#z"));
        Assert.Equal($"'{Save("none.npz", CompressionLevel.Optimal)}' holds no arrays.", Message(At("none.npz")));
        Assert.Equal($"Cannot read '{At("missing.npz")}': there is no such file.", Message(At("missing.npz") + "#x"));
    }

    [Fact]
    public void DamagedFilesGiveOneSentence()
    {
        var whole = File.ReadAllBytes(Save("good.npz", CompressionLevel.Optimal, ("x", Tensor.Create(Enumerable.Range(0, 100).Select(i => (float)Math.Sin(i)).ToArray(), 100))));
        File.WriteAllText(At("text.npz"), "no zip at all");
        Assert.Equal($"'{At("text.npz")}' is no npz file, or a damaged one.", Message(At("text.npz")));
        for (var length = 0; length < whole.Length; length += 7)
        {
            File.WriteAllBytes(At("cut.npz"), whole[..length]);
            Assert.Contains(At("cut.npz"), Message(At("cut.npz")));
        }
        var written = ((Tensor<float>)Npy.Read(At("good.npz"))).Values;
        var read = 0;
        for (var i = 0; i < whole.Length; i++)
        {
            var bytes = whole.ToArray();
            bytes[i] ^= 0x10;
            File.WriteAllBytes(At("bent.npz"), bytes);
            // Some bytes mean nothing (dates, attributes); what is read is then what was written.
            try
            {
                Assert.Equal(written, ((Tensor<float>)Npy.Read(At("bent.npz"))).Values);
                read++;
            }
            catch (InputException)
            {
            }
        }
        Assert.InRange(read, 1, whole.Length / 4);
    }

    [Fact]
    public void DataOfKindNpzNamesItsArrays()
    {
        Save("d.npz", CompressionLevel.Optimal, ("x_train", Tensor.Create(new float[20], 10, 2)), ("y_train", Tensor.Create(new long[10], 10)), ("x_test", Tensor.Create(new float[6], 3, 2)), ("y_test", Tensor.Create(new long[3], 3)));
        DataSet Load(string text) => DataLoader.Load(DataOptions.Parse(text, _folder.Path));

        using var data = Load("npz:path=d.npz,inputs=x_train,targets=y_train,test_inputs=x_test,test_targets=y_test");
        Assert.Equal((10, 3), (data.Train.Count, data.Test!.Count));
        using var same = Load("npy:inputs=d.npz#x_train,targets=d.npz#y_train");
        Assert.Equal(10, same.Train.Count);
        Assert.Equal("Data of kind 'npz' needs the key 'targets', the name of an array.", Assert.Throws<InputException>(() => Load("npz:path=d.npz,inputs=x_train")).Message);
        Assert.Contains("needs the key 'path'", Assert.Throws<InputException>(() => Load("npz:inputs=x_train,targets=y_train")).Message);
    }

    [Fact]
    public void TheCommandTakesThem()
    {
        using var session = new CommandSession();
        var (spec, weights) = session.TinyModel();
        var path = Save("x.npz", CompressionLevel.Optimal, ("images", Tensor.Create([1f, 0, 0], 1, 3)), ("labels", Tensor.Create([0L], 1)));

        session.Done("forward", spec, "--weights", weights, "--input", path + "#images", "--output", session.At("y.npy"));
        session.Done("predict", spec, "--weights", weights, "--data", $"npz:path={path},inputs=images", "--output", session.At("y.csv"));

        Assert.Equal([1.5f, 3.5f], ((Tensor<float>)Npy.Read(session.At("y.npy"))).Values);
        Assert.Contains("3.5", File.ReadAllText(session.At("y.csv")));
    }

    private string At(string name) => Path.Combine(_folder.Path, name);

    private string Save(string name, CompressionLevel level, params (string Name, Tensor Values)[] arrays)
    {
        using var archive = ZipFile.Open(At(name), ZipArchiveMode.Create);
        foreach (var (array, values) in arrays)
        {
            using var stream = archive.CreateEntry(array + ".npy", level).Open();
            Npy.Write(stream, values);
        }
        return At(name);
    }

    private static string Message(string path) => Assert.Throws<InputException>(() => Npy.Read(path)).Message;

    private const string NumpyFile = 
        "UEsDBBQAAAAIAAAAIQDWQ0sFSwAAAIgAAAAFABQAYS5ucHkBABAAiAAAAAAAAABLAAAAAAAAAJvsF+obEMnIUMZQrZ6SWpxcpG6loG6TZqKuo6"
        + "Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5GkY6mjoKtQoUAC4GhgP2DEACAFBLAQIUAxQAAAAIAAAAIQDWQ0sFSwAAAIgAAAAFAAAAAAAA"
        + "AAAAAACAAQAAAABhLm5weVBLBQYAAAAAAQABADMAAACCAAAAAAA=";
}
