using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using NetSpec.Runtime;
using NetSpec.Tests.Generator;

namespace NetSpec.Tests.Ilgpu;

/// <summary>A spec's classes, generated as in a project that references ILGPU, and compiled against the emulator; each spec once for all tests.</summary>
internal sealed class DeviceHost : IDisposable
{
    private static readonly MetadataReference Emulator = MetadataReference.CreateFromFile(typeof(DeviceHost).Assembly.Location);
    private static readonly ConcurrentDictionary<string, Lazy<(Type Device, ImmutableArray<string> Sources)>> Compiled = new();

    public DeviceHost(string spec)
    {
        var (device, sources) = Compiled.GetOrAdd(spec, text => new(() => Compile(text))).Value;
        Sources = sources;
        Device = (DeviceNetwork)Activator.CreateInstance(device, [new global::ILGPU.Runtime.Accelerator(), null])!;
        Processor = (INetwork<float>)Activator.CreateInstance(device.Assembly.GetTypes().Single(t => t.Name + "Gpu" == device.Name), [VectorPath.Vector128])!;
    }

    /// <summary>What was generated.</summary>
    public ImmutableArray<string> Sources { get; }

    /// <summary>The network on the emulated device.</summary>
    public DeviceNetwork Device { get; }

    /// <summary>The same network on the processor.</summary>
    public INetwork<float> Processor { get; }

    /// <summary>Launches of a kernel of this network's class so far.</summary>
    public int Launches(string kernel) => Emulation.Launches.Where(l => l.Key.Item1?.DeclaringType == Device.GetType() && l.Key.Item2 == kernel).Sum(l => l.Value);

    /// <summary>Sets the parameters of both networks from a reference case.</summary>
    public void Load(OracleCase c)
    {
        foreach (var network in new INetwork<float>[] { Device, Processor })
        {
            foreach (var parameter in c.Names("param.")) network.Parameters.Write(parameter, c.Values<float>("param." + parameter));
            foreach (var state in c.Names("state.")) network.Parameters.Write(state, c.Values<float>("state." + state));
        }
    }

    public void Dispose() => Device.Dispose();

    private static (Type Device, ImmutableArray<string> Sources) Compile(string spec)
    {
        var text = spec.Contains("backends:", StringComparison.Ordinal) ? spec : spec.Replace("\ninput:", "\nbackends: [cpu, ilgpu]\ninput:", StringComparison.Ordinal);
        var project = GeneratorHost.Project().AddReferences(Emulator);
        var result = GeneratorHost.Run(project, GeneratorHost.Spec("network.net.yaml", text));
        Assert.Empty(result.Diagnostics);
        using var image = new MemoryStream();
        var emitted = project.WithOptions(project.Options.WithOptimizationLevel(OptimizationLevel.Release))
            .AddSyntaxTrees(result.GeneratedSources.Select(s => PhaseRewriter.Rewrite(s.SyntaxTree))).Emit(image);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(5)));
        image.Position = 0;
        var context = new AssemblyLoadContext("device");
        // The emulator is this assembly, loaded already.
        context.Resolving += (_, name) => name.Name == typeof(DeviceHost).Assembly.GetName().Name ? typeof(DeviceHost).Assembly : null;
        var device = context.LoadFromStream(image).GetTypes().Single(t => typeof(DeviceNetwork).IsAssignableFrom(t));
        return (device, [.. result.GeneratedSources.Select(s => s.SourceText.ToString())]);
    }
}
