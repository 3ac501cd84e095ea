using System.Globalization;

namespace NetSpec.Runtime;

/// <summary>Images and labels in IDX files (MNIST's form), plain or gzip; pixels are divided by 255.</summary>
internal sealed class IdxData : DataKind
{
    private const float Scale = 255;

    public override string Name => "idx";

    public override IReadOnlyList<string> Keys { get; } = ["images", "labels", "test_images", "test_labels", "test"];

    public override LoadedData Load(DataArguments arguments)
    {
        var share = TestKeys.Share(arguments, "test_images", "test_labels");
        var train = Open(arguments.Path("images"), arguments.Path("labels"), out var classes);
        try
        {
            var test = arguments.Has("test_images") ? Open(arguments.Path("test_images"), arguments.Path("test_labels"), out _) : null;
            TestKeys.RequireSameSize(train, test);
            var names = Enumerable.Range(0, classes).Select(label => label.ToString(CultureInfo.InvariantCulture)).ToArray();
            return new(train, test, new(Name, names, [], Scale), share);
        }
        catch
        {
            train.Dispose();
            throw;
        }
    }

    public override LoadedData LoadInputs(DataArguments arguments, int inputSize)
    {
        var share = TestKeys.Share(arguments, "test_images", "test_labels");
        var images = IdxFile.Open(arguments.Path(arguments.Has("test_images") ? "test_images" : "images"), isLabels: false, out var shape);
        return new(new RowSource(images, null, shape[0], Size(shape), 0, Scale), null, new(Name, [], [], Scale), share);
    }

    private static RowSource Open(string imagesPath, string labelsPath, out int classes)
    {
        var images = IdxFile.Open(imagesPath, isLabels: false, out var shape);
        try
        {
            var labels = IdxFile.Open(labelsPath, isLabels: true, out var labelShape);
            if (labelShape[0] != shape[0])
            {
                labels.Dispose();
                throw new InputException($"'{imagesPath}' holds {shape[0]} images, but '{labelsPath}' {labelShape[0]} labels.");
            }
            classes = CountClasses(labels);
            return new RowSource(images, labels, shape[0], Size(shape), 1, Scale);
        }
        catch
        {
            images.Dispose();
            throw;
        }
    }

    private static int Size(long[] shape) => checked((int)ShapeSize.Count(shape.AsSpan(1))!.Value);

    private static int CountClasses(ValueFile labels)
    {
        var highest = -1;
        var block = new int[1 << 16];
        for (var start = 0L; start < labels.Count; start += block.Length)
        {
            var part = block.AsSpan(0, (int)Math.Min(block.Length, labels.Count - start));
            labels.Read(start, part);
            foreach (var label in part)
                highest = Math.Max(highest, label);
        }
        return highest + 1;
    }
}
