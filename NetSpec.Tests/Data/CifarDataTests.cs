using NetSpec.Runtime;
using NetSpec.Tests.Files;

namespace NetSpec.Tests.Data;

public sealed class CifarDataTests : IDisposable
{
    private const int Pixels = 3 * 32 * 32;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ReadsTheFiveBatchesAsOne()
    {
        SaveTen();
        using var data = Load();
        Assert.Equal((10, 3, Pixels, 1), (data.Train.Count, data.Test!.Count, data.Train.InputSize, data.Train.TargetSize));
        Assert.Equal(255, data.Description.Scale);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{i}"), data.Description.ClassNames);
        var (inputs, targets) = data.Train.ReadAll();
        Assert.Equal([0, 9, 1, 8, 2, 7, 3, 6, 4, 5], targets);
        for (var i = 0; i < 10; i++)
            Assert.Equal(Image((byte)targets[i]).Select(p => p / 255f), inputs.AsSpan(i * Pixels, Pixels).ToArray());
        var some = new float[2 * Pixels];
        data.Train.Read([9, 2], some, []);
        Assert.Equal(inputs[(9 * Pixels)..], some[..Pixels]);
        Assert.Equal(inputs[(2 * Pixels)..(3 * Pixels)], some[Pixels..]);
    }

    [Fact]
    public void ReadsTheFineLabelsOfAHundredClasses()
    {
        SaveHundred(99);
        using var data = Load();
        var (inputs, targets) = data.Train.ReadAll();
        Assert.Equal([99, 40], targets);
        Assert.Equal(Image(99).Select(p => p / 255f), inputs[..Pixels]);
        Assert.Equal((1, 100), (data.Test!.Count, data.Description.ClassNames.Count));
    }

    [Fact]
    public void TakesTheClassNamesThatComeWithTheFiles()
    {
        SaveTen();
        var names = Enumerable.Range(0, 10).Select(i => $"class {i}").ToArray();
        _folder.Write("batches.meta.txt", string.Join('\n', names) + "\n\n");
        using (var data = Load())
            Assert.Equal(names, data.Description.ClassNames);
        _folder.Write("batches.meta.txt", "cat\ndog\n");
        Assert.EndsWith("does not name 10 classes, one a line, as CIFAR-10 has.", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void RefusesAFolderWithoutAllFiles()
    {
        Assert.EndsWith("holds no CIFAR files: data_batch_1.bin (CIFAR-10), or train.bin (CIFAR-100) was expected.", Refusal(), StringComparison.Ordinal);
        SaveTen();
        File.Delete(_folder.At("data_batch_1.bin"));
        File.Delete(_folder.At("data_batch_4.bin"));
        Assert.EndsWith("lacks data_batch_1.bin, data_batch_4.bin of CIFAR-10.", Refusal(), StringComparison.Ordinal);
        Assert.StartsWith("There is no folder '", Assert.Throws<InputException>(() => DataLoader.Load(DataOptions.Parse("cifar:folder=other", _folder.Path))).Message, StringComparison.Ordinal);
        Assert.StartsWith("Data of kind 'cifar' needs the key 'folder'", Assert.Throws<InputException>(() => DataLoader.Load(DataOptions.Parse("cifar", ""))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RefusesFilesThatEndWithinARecord()
    {
        SaveTen();
        foreach (var length in new[] { 0, Pixels, Pixels + 2 })
        {
            _folder.Write("data_batch_3.bin", new byte[length]);
            Assert.Equal(
                $"'{_folder.At("data_batch_3.bin")}' has {length} bytes, where a whole number of records of 3073 bytes was expected (CIFAR-10).",
                Refusal());
        }
    }

    [Fact]
    public void RefusesLabelsOutOfRange()
    {
        SaveTen();
        _folder.Write("test_batch.bin", [.. Record(3), .. Record(10)]);
        Assert.Equal($"Record 1 of '{_folder.At("test_batch.bin")}' has the label 10, where CIFAR-10 has 0 to 9.", Refusal());
        foreach (var file in Directory.GetFiles(_folder.Path))
            File.Delete(file);
        SaveHundred(100);
        Assert.Equal($"Record 0 of '{_folder.At("train.bin")}' has the label 100, where CIFAR-100 has 0 to 99.", Refusal());
    }

    private void SaveTen()
    {
        for (var b = 0; b < 5; b++)
            _folder.Write($"data_batch_{b + 1}.bin", [.. Record((byte)b), .. Record((byte)(9 - b))]);
        _folder.Write("test_batch.bin", [.. Record(1), .. Record(2), .. Record(3)]);
    }

    private void SaveHundred(byte label)
    {
        _folder.Write("train.bin", [200, .. Record(label), 7, .. Record(40)]);
        _folder.Write("test.bin", [5, .. Record(6)]);
    }

    private static byte[] Record(byte label) => [label, .. Image(label)];

    private static byte[] Image(byte label) => [.. Enumerable.Range(0, Pixels).Select(p => (byte)((p * 7) + label))];

    private string Refusal() => Assert.Throws<InputException>(() => Load()).Message;

    private DataSet Load() => DataLoader.Load(DataOptions.Parse($"cifar:folder={_folder.Path}", ""));
}
