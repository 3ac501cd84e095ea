using System.Globalization;

namespace NetSpec.Runtime;

/// <summary>
/// CIFAR-10 and CIFAR-100 in their binary format, recognised by the files in <c>folder</c>: images [3, 32, 32], channel by channel and
/// divided by 255. Of CIFAR-100 the fine labels are read.
/// </summary>
internal sealed class CifarData : DataKind
{
    private const string NeedsFolder = "a folder with the binary batches of CIFAR-10 or CIFAR-100";

    private static readonly CifarSet[] Sets =
    [
        new("CIFAR-10", ["data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin"],
            "test_batch.bin", LabelBytes: 1, Classes: 10, "batches.meta.txt"),
        new("CIFAR-100", ["train.bin"], "test.bin", LabelBytes: 2, Classes: 100, "fine_label_names.txt"),
    ];

    public override string Name => "cifar";

    public override IReadOnlyList<string> Keys { get; } = ["folder"];

    public override LoadedData Load(DataArguments arguments)
    {
        if (!arguments.Has("folder"))
            throw new InputException($"Data of kind 'cifar' needs the key 'folder', {NeedsFolder}.") { Key = "folder" };
        var folder = arguments.Path("folder");
        var set = Recognise(folder);
        var train = CifarSource.Open(set.Train.Select(file => Path.Combine(folder, file)), set);
        try
        {
            var test = CifarSource.Open([Path.Combine(folder, set.Test)], set);
            return new(train, test, new(Name, ClassNames(Path.Combine(folder, set.Names), set), [], CifarSource.Scale));
        }
        catch
        {
            train.Dispose();
            throw;
        }
    }

    private static CifarSet Recognise(string folder)
    {
        if (!Directory.Exists(folder))
            throw new InputException($"There is no folder '{folder}', where {NeedsFolder} was expected.");
        var set = Sets.FirstOrDefault(s => s.Files.Any(file => File.Exists(Path.Combine(folder, file))))
            ?? throw new InputException(
                $"'{folder}' holds no CIFAR files: {string.Join(", or ", Sets.Select(s => $"{s.Train[0]} ({s.Name})"))} was expected.");
        var missing = set.Files.Where(file => !File.Exists(Path.Combine(folder, file))).ToList();
        return missing.Count == 0
            ? set
            : throw new InputException($"'{folder}' lacks {string.Join(", ", missing)} of {set.Name}.");
    }

    // The names come with the sets, but nothing breaks without them.
    private static string[] ClassNames(string path, CifarSet set)
    {
        if (!File.Exists(path))
            return [.. Enumerable.Range(0, set.Classes).Select(label => label.ToString(CultureInfo.InvariantCulture))];
        try
        {
            string[] names = [.. File.ReadLines(path).Take(set.Classes + 2).Select(line => line.Trim()).Where(line => line.Length > 0)];
            return names.Length == set.Classes
                ? names
                : throw new InputException($"'{path}' does not name {set.Classes} classes, one a line, as {set.Name} has.");
        }
        catch (Exception error) when (FileErrors.IsAboutFiles(error))
        {
            throw FileErrors.Reading(path, error);
        }
    }
}

/// <summary>What distinguishes the two sets.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Train">Files to learn from, in order.</param>
/// <param name="Test">The file that is only measured.</param>
/// <param name="LabelBytes">Bytes before the pixels, of which the last is the label.</param>
/// <param name="Classes">Labels are below it.</param>
/// <param name="Names">A text file of class names.</param>
internal sealed record CifarSet(string Name, IReadOnlyList<string> Train, string Test, int LabelBytes, int Classes, string Names)
{
    public IEnumerable<string> Files => Train.Append(Test);
}
