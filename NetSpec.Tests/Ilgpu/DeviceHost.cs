using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using NetSpec.Runtime;
using NetSpec.Tests.Generator;

namespace NetSpec.Tests.Ilgpu;

/// <summary>Generates a spec's classes as a project that references ILGPU would, compiles them against the emulator, and makes both networks.</summary>
internal sealed class DeviceHost : IDisposable
{
    private static readonly MetadataReference Emulator = MetadataReference.CreateFromFile(typeof(DeviceHost).Assembly.Location);

    private readonly AssemblyLoadContext _context;

    public DeviceHost(string spec)
    {
        var text = spec.Contains("backends:", StringComparison.Ordinal) ? spec : spec.Replace("\ninput:", "\nbackends: [cpu, ilgpu]\ninput:", StringComparison.Ordinal);
        var project = GeneratorHost.Project().AddReferences(Emulator);
        var result = GeneratorHost.Run(project, GeneratorHost.Spec("network.net.yaml", text));
        Assert.Empty(result.Diagnostics);
        Sources = [.. result.GeneratedSources.Select(s => s.SourceText.ToString())];
        using var image = new MemoryStream();
        var emitted = project.WithOptions(project.Options.WithOptimizationLevel(OptimizationLevel.Release)).AddSyntaxTrees(result.GeneratedSources.Select(s => s.SyntaxTree)).Emit(image);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(5)));
        image.Position = 0;
        _context = new AssemblyLoadContext("device", isCollectible: true);
        // The emulator is this assembly, loaded already.
        _context.Resolving += (_, name) => name.Name == typeof(DeviceHost).Assembly.GetName().Name ? typeof(DeviceHost).Assembly : null;
        var assembly = _context.LoadFromStream(image);
        var device = assembly.GetTypes().Single(t => typeof(DeviceNetwork).IsAssignableFrom(t));
        Device = (DeviceNetwork)Activator.CreateInstance(device, [new global::ILGPU.Runtime.Accelerator(), null])!;
        Processor = (INetwork<float>)Activator.CreateInstance(assembly.GetTypes().Single(t => t.Name + "Gpu" == device.Name), [VectorPath.Auto])!;
    }

    /// <summary>What was generated.</summary>
    public ImmutableArray<string> Sources { get; }

    /// <summary>The network on the emulated device.</summary>
    public DeviceNetwork Device { get; }

    /// <summary>The same network on the processor.</summary>
    public INetwork<float> Processor { get; }

    /// <summary>Sets the parameters of both networks from a reference case.</summary>
    public void Load(OracleCase c)
    {
        foreach (var network in new INetwork<float>[] { Device, Processor })
        {
            foreach (var parameter in c.Names("param.")) network.Parameters.Write(parameter, c.Values<float>("param." + parameter));
            foreach (var state in c.Names("state.")) network.Parameters.Write(state, c.Values<float>("state." + state));
        }
    }

    public void Dispose()
    {
        Device.Dispose();
        _context.Unload();
    }
}
