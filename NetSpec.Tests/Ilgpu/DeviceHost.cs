using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetSpec.Runtime;
using NetSpec.Tests.Generator;

namespace NetSpec.Tests.Ilgpu;

/// <summary>A spec's classes, generated as in a project that references ILGPU, and compiled against the emulator; each spec once for all tests.</summary>
internal sealed class DeviceHost : IDisposable
{
    private static readonly MetadataReference Emulator = MetadataReference.CreateFromFile(typeof(DeviceHost).Assembly.Location);
    private static readonly ConcurrentDictionary<(string, int), Lazy<(Type Device, ImmutableArray<string> Sources)>> Compiled = new();
    private static readonly Regex RunSizes = new(@"\b(ForwardSamples|GradientSamples|FusedSamples) = \d+|(?<=DeviceBatch\(""\w+"", \d+, )\d+", RegexOptions.CultureInvariant);

    /// <summary>Compiles a spec.</summary>
    /// <param name="spec">Its text.</param>
    /// <param name="runs">Samples that the device takes at once, in place of what would be as many as it has memory for; 0: those.</param>
    /// <param name="accelerator">The device; null: one of its own.</param>
    public DeviceHost(string spec, int runs = 0, global::ILGPU.Runtime.Accelerator? accelerator = null)
    {
        var (device, sources) = Compiled.GetOrAdd((spec, runs), _ => new(() => Compile(spec, runs))).Value;
        Sources = sources;
        Accelerator = accelerator ?? new();
        Device = (DeviceNetwork)Activator.CreateInstance(device, [Accelerator, null])!;
        Processor = (INetwork<float>)Activator.CreateInstance(device.Assembly.GetTypes().Single(t => t.Name + "Gpu" == device.Name), [VectorPath.Vector128])!;
    }

    /// <summary>What was generated.</summary>
    public ImmutableArray<string> Sources { get; }

    /// <summary>The emulated device.</summary>
    public global::ILGPU.Runtime.Accelerator Accelerator { get; }

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

    /// <summary>Calls a member that only the generated class has.</summary>
    public object? Call(string method, params object?[] arguments) =>
        Device.GetType().GetMethods().Single(m => m.Name == method && m.DeclaringType == Device.GetType() && m.GetParameters().Length == arguments.Length).Invoke(Device, arguments);

    /// <summary>Values in memory of the device.</summary>
    public global::ILGPU.ArrayView<float> Memory(params float[] values)
    {
        var view = Accelerator.Allocate1D<float>(values.Length).View.BaseView;
        values.CopyTo(view.Span);
        return view;
    }

    private static (Type Device, ImmutableArray<string> Sources) Compile(string spec, int runs)
    {
        var text = spec.Contains("backends:", StringComparison.Ordinal) ? spec : spec.Replace("\ninput:", "\nbackends: [cpu, ilgpu]\ninput:", StringComparison.Ordinal);
        var project = GeneratorHost.Project().AddReferences(Emulator);
        var result = GeneratorHost.Run(project, GeneratorHost.Spec("network.net.yaml", text));
        Assert.Empty(result.Diagnostics);
        using var image = new MemoryStream();
        var emitted = project.WithOptions(project.Options.WithOptimizationLevel(OptimizationLevel.Release))
            .AddSyntaxTrees(result.GeneratedSources.Select(s => PhaseRewriter.Rewrite(InRuns(s.SyntaxTree, runs)))).Emit(image);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(5)));
        image.Position = 0;
        var context = new AssemblyLoadContext("device");
        // The emulator is this assembly, loaded already.
        context.Resolving += (_, name) => name.Name == typeof(DeviceHost).Assembly.GetName().Name ? typeof(DeviceHost).Assembly : null;
        var device = context.LoadFromStream(image).GetTypes().Single(t => typeof(DeviceNetwork).IsAssignableFrom(t));
        return (device, [.. result.GeneratedSources.Select(s => s.SourceText.ToString())]);
    }

    private static SyntaxTree InRuns(SyntaxTree tree, int runs) => runs == 0 ? tree : CSharpSyntaxTree.ParseText(
        RunSizes.Replace(tree.ToString(), m => m.Groups[1].Success ? FormattableString.Invariant($"{m.Groups[1].Value} = {runs}") : runs.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        (CSharpParseOptions)tree.Options, tree.FilePath, tree.Encoding);
}
