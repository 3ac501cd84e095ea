using System.Reflection;
using ILGPU.Runtime;
using NetSpec.Runtime;

namespace NetSpec.Tests.Ilgpu;

/// <summary>Reference cases: the classes that their specs gave, and what PyTorch computed for them.</summary>
internal sealed record Case(string Name, Type Network, NamedTensors Tensors)
{
    /// <summary>Every case.</summary>
    public static IEnumerable<Case> All()
    {
        var networks = Networks().ToDictionary(t => t.Name);
        foreach (var folder in Directory.GetDirectories(Path.Combine(AppContext.BaseDirectory, "cases")).Order(StringComparer.Ordinal))
        {
            var line = File.ReadLines(Path.Combine(folder, "spec.net.yaml")).First(l => l.StartsWith("name:", StringComparison.Ordinal));
            yield return new Case(Path.GetFileName(folder), networks[line["name:".Length..].Trim() + "Gpu"], Safetensors.Read(Path.Combine(folder, "case.safetensors")));
        }
    }

    /// <summary>Every generated class for devices.</summary>
    public static IEnumerable<Type> Networks() => Assembly.GetExecutingAssembly().GetTypes().Where(t => t.IsSubclassOf(typeof(DeviceNetwork)));

    /// <summary>Whether the network is narrow enough for kernels of one thread a sample.</summary>
    public bool HasFusedKernels => Network.GetMethod("RunFused", BindingFlags.NonPublic | BindingFlags.Instance) is not null;

    /// <summary>Makes the network on a device, with the case's parameters.</summary>
    public DeviceNetwork Create(Accelerator accelerator)
    {
        var network = (DeviceNetwork)Activator.CreateInstance(Network, accelerator, null)!;
        foreach (var prefix in new[] { "param.", "state." })
        {
            foreach (var name in Names(prefix)) network.Parameters.Write(name, Floats(prefix + name));
        }
        return network;
    }

    public IEnumerable<string> Names(string prefix) => Tensors.Names.Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Select(n => n[prefix.Length..]);

    public double[] Doubles(string name) => Tensors[name].ToDoubles();

    public float[] Floats(string name) => Array.ConvertAll(Doubles(name), v => (float)v);

    /// <summary>Largest difference relative to the largest expected magnitude.</summary>
    public double Distance(IReadOnlyList<float> found, string name) => Distance([.. found.Select(f => (double)f)], name);

    public double Distance(IReadOnlyList<double> found, string name)
    {
        var expected = Doubles(name);
        if (found.Count != expected.Length) return double.PositiveInfinity;
        var largest = found.Zip(expected, (f, e) => double.IsFinite(f) ? Math.Abs(f - e) : double.PositiveInfinity).Max();
        var scale = expected.Max(Math.Abs);
        // A bias in front of batch normalisation has no gradient but round-off.
        return scale > 1e-6 ? largest / scale : largest / 10;
    }
}
