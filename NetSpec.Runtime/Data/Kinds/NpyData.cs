namespace NetSpec.Runtime;

/// <summary>Samples in npy files: inputs [n, ...] of float32 or float64, targets [n] or [n, ...] of numbers or whole classes.</summary>
internal class NpyData : DataKind
{
    public override string Name => "npy";

    public override IReadOnlyList<string> Keys { get; } = ["inputs", "targets", "test_inputs", "test_targets", "test"];

    public override LoadedData Load(DataArguments arguments)
    {
        var share = TestKeys.Share(arguments, "test_inputs", "test_targets");
        var train = Open(ArrayPath(arguments, "inputs"), ArrayPath(arguments, "targets"));
        try
        {
            var test = arguments.Has("test_inputs") ? Open(ArrayPath(arguments, "test_inputs"), ArrayPath(arguments, "test_targets")) : null;
            TestKeys.RequireSameSize(train, test);
            return new(train, test, new(Name, [], [], 1), share);
        }
        catch
        {
            train.Dispose();
            throw;
        }
    }

    public override LoadedData LoadInputs(DataArguments arguments, int inputSize)
    {
        var share = TestKeys.Share(arguments, "test_inputs", "test_targets");
        var source = OpenInputs(ArrayPath(arguments, arguments.Has("test_inputs") ? "test_inputs" : "inputs"));
        return new(source, null, new(Name, [], [], 1), share);
    }

    /// <summary>Where the array of a key lies.</summary>
    protected virtual string ArrayPath(DataArguments arguments, string key) => arguments.Path(key);

    private static RowSource Open(string inputsPath, string targetsPath)
    {
        var inputs = NpyStream.Open(inputsPath);
        try
        {
            var targets = NpyStream.Open(targetsPath);
            try
            {
                Check(inputsPath, inputs, targetsPath, targets);
            }
            catch
            {
                targets.Dispose();
                throw;
            }
            return new RowSource(inputs.Values, targets.Values, inputs.Shape[0], Width(inputs), Width(targets));
        }
        catch
        {
            inputs.Dispose();
            throw;
        }
    }

    private static RowSource OpenInputs(string path)
    {
        var inputs = NpyStream.Open(path);
        try
        {
            CheckInputs(path, inputs);
            return new RowSource(inputs.Values, null, inputs.Shape[0], Width(inputs), 0);
        }
        catch
        {
            inputs.Dispose();
            throw;
        }
    }

    private static void CheckInputs(string path, NpyStream inputs)
    {
        if (inputs.Shape.Count < 2)
            throw new InputException(
                $"'{path}' has the shape {ShapeSize.Text(inputs.Shape)}, where inputs [samples, values] were expected.");
        if (inputs.ElementType != typeof(float) && inputs.ElementType != typeof(double))
            throw new InputException($"'{path}' holds integers, where inputs of float32 or float64 were expected.");
        RequireWidth(path, inputs);
    }

    private static void Check(string inputsPath, NpyStream inputs, string targetsPath, NpyStream targets)
    {
        CheckInputs(inputsPath, inputs);
        if (targets.Shape.Count == 0)
            throw new InputException(
                $"'{targetsPath}' has the shape {ShapeSize.Text(targets.Shape)}, where targets [samples] or [samples, ...] were expected.");
        if (inputs.Shape[0] != targets.Shape[0])
            throw new InputException($"'{inputsPath}' holds {inputs.Shape[0]} samples, but '{targetsPath}' {targets.Shape[0]} targets.");
        RequireWidth(targetsPath, targets);
    }

    private static void RequireWidth(string path, NpyStream stream)
    {
        if (ShapeSize.Count([.. stream.Shape.Skip(1)]) is not (> 0 and <= int.MaxValue))
            throw new InputException(
                $"'{path}' has the shape {ShapeSize.Text(stream.Shape)}, where 1 to {int.MaxValue} values a sample were expected.");
    }

    private static int Width(NpyStream stream) => (int)ShapeSize.Count([.. stream.Shape.Skip(1)])!.Value;
}
