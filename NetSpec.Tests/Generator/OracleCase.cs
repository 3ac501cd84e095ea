using NetSpec.Runtime;

namespace NetSpec.Tests.Generator;

/// <summary>A reference case: a spec and what PyTorch computed for it.</summary>
public sealed class OracleCase(string name)
{
    private readonly NamedTensors _tensors = Safetensors.Read(Path.Combine(FolderOf(name), "case.safetensors"));

    public string Spec { get; } = File.ReadAllText(Path.Combine(FolderOf(name), "spec.net.yaml"));

    public NamedTensors Tensors => _tensors;

    public IEnumerable<string> Names(string prefix) => _tensors.Names.Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Select(n => n[prefix.Length..]);

    public double[] Doubles(string name) => _tensors[name].ToDoubles();

    public T[] Values<T>(string name)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => Array.ConvertAll(Doubles(name), T.CreateChecked);

    /// <summary>Largest difference relative to the largest expected magnitude, as the reference's own check measures it.</summary>
    public static double Distance(IReadOnlyList<double> found, IReadOnlyList<double> expected)
    {
        Assert.Equal(expected.Count, found.Count);
        var scale = expected.Max(Math.Abs) + 1e-12;
        return found.Zip(expected, (f, e) => Math.Abs(f - e)).Max() / scale;
    }

    private static string FolderOf(string name) => Path.Combine(AppContext.BaseDirectory, "_oracle", "cases", name);
}
