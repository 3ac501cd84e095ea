using NetSpec.Runtime;

namespace NetSpec.Cli.Inputs;

/// <summary>Samples without targets.</summary>
internal sealed class UnlabelledSource(float[] inputs, int inputSize) : IDataSource
{
    public long Count => inputs.Length / inputSize;

    public int InputSize => inputSize;

    public int TargetSize => 0;

    /// <summary>Where the samples of npy and npz data lie; null: of another kind, or not said.</summary>
    public static string? PathOf(DataOptions options)
    {
        string? Value(string key) => options.Values.GetValueOrDefault(key);
        return (options.Kind, Value("inputs"), Value("path")) switch
        {
            ("npy", { } inputs, _) => Path.Combine(options.BaseFolder, inputs),
            ("npz", { } inputs, { } path) => $"{Path.Combine(options.BaseFolder, path)}#{inputs}",
            _ => null,
        };
    }

    /// <summary>Reads a npy file as data of nothing but samples.</summary>
    public static DataSet Open(string path, NetworkInfo info) =>
        new(new UnlabelledSource(Samples.Inputs(path, info), info.InputSize), null, null, new DataDescription("npy", [], [], 1));

    public void Read(ReadOnlySpan<long> indices, Span<float> into, Span<float> targets)
    {
        for (var i = 0; i < indices.Length; i++)
            inputs.AsSpan((int)indices[i] * inputSize, inputSize).CopyTo(into[(i * inputSize)..]);
    }

    public void Dispose()
    {
    }
}
