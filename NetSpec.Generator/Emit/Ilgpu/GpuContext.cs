using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>What printers share while one network's launcher is printed: its plan, the host's statements, and the kernels asked for so far.</summary>
internal sealed class GpuContext(NetworkPlan plan, GpuMemory memory, SourceWriter host)
{
    private readonly Dictionary<string, GpuKernel> _kernels = [];
    private readonly List<GpuKernel> _order = [];
    private readonly HashSet<string> _helpers = [];
    private readonly List<Action<SourceWriter>> _helperTexts = [];
    private readonly HashSet<ParameterSlot> _written = [];

    public NetworkPlan Plan { get; } = plan;

    public GpuMemory Memory { get; } = memory;

    /// <summary>The form of one thread a sample; null: the network is too wide for it.</summary>
    public GpuFused? Fused { get; } = GpuFused.Of(plan);

    /// <summary>Whether the gradient has that form too.</summary>
    public bool HasFusedGradient { get; set; }

    /// <summary>Shared memory that a group of that form takes.</summary>
    public int FusedBytes { get; set; }

    /// <summary>Statements that the host runs: mostly launches.</summary>
    public SourceWriter Host { get; } = host;

    /// <summary>Every kernel, in the order of first asking.</summary>
    public IReadOnlyList<GpuKernel> Kernels => _order;

    /// <summary>Values that partial sums take beside the workspace, for the operation that needs most.</summary>
    public long PartialValues { get; private set; }

    /// <summary>Asks for a kernel; each name is printed once.</summary>
    /// <param name="name">Name of the method.</param>
    /// <param name="parameters">Its parameters, for example <c>int count, FloatView x</c>; at most 14.</param>
    /// <param name="body">Its statements.</param>
    public string Kernel(string name, string parameters, Action<SourceWriter> body)
    {
        if (_kernels.ContainsKey(name)) return name;
        var kernel = new GpuKernel(name, parameters, body);
        _kernels.Add(name, kernel);
        _order.Add(kernel);
        return name;
    }

    /// <summary>Asks for a kernel of one thread per value: the body computes value <c>i</c>.</summary>
    public string FlatKernel(string name, string parameters, Action<SourceWriter> body) => Kernel(name, "int count, " + parameters, w =>
    {
        using (w.Block("for (var i = (global::ILGPU.Grid.IdxX * global::ILGPU.Group.DimX) + global::ILGPU.Group.IdxX; i < count; i += global::ILGPU.Grid.DimX * global::ILGPU.Group.DimX)")) body(w);
    });

    /// <summary>Asks for a method that kernels call.</summary>
    public string Helper(string name, Action<SourceWriter> print)
    {
        if (_helpers.Add(name)) _helperTexts.Add(print);
        return name;
    }

    /// <summary>Prints the methods that kernels call.</summary>
    public void PrintHelpers(SourceWriter writer)
    {
        for (var i = 0; i < _helperTexts.Count; i++)
        {
            _helperTexts[i](writer);
            writer.Line();
        }
    }

    /// <summary>Prints the launch of a flat kernel.</summary>
    public void Flat(string kernel, string count, string arguments) =>
        Host.Line($"Run{kernel}(stream, Flat({count}), {count}, {arguments});");

    /// <summary>Prints the launch that sets values to zero. ILGPU's own way misplaces it on OpenCL where a view does not begin with its buffer.</summary>
    public void Clear(string view, string count) => Flat(FlatKernel("Clear", "FloatView x", w => w.Line("x[i] = 0f;")), count, view);

    /// <summary>Prints a launch.</summary>
    public void Launch(string kernel, string grid, int threads, string arguments) =>
        Host.Line($"Run{kernel}(stream, Config({grid}, {threads}), {arguments});");

    /// <summary>Room for partial sums; every operation uses the same memory, one after another.</summary>
    public void ReservePartials(long values) => PartialValues = Math.Max(PartialValues, values);

    /// <summary>Whether the gradient of a parameter is added to: always after its first writer, which may be a tied layer.</summary>
    public string AddsTo(ParameterSlot slot) => _written.Add(slot) ? "accumulate" : "true";

    /// <summary>A block around what computes the gradient of a value: a condition where only the caller may want it, else null.</summary>
    public IDisposable? IfWanted(Value value) => value.LeadsToInputOnly ? Host.Block("if (wantsInputGradient)") : null;

    /// <summary>Rows of a value, in the host's statements.</summary>
    public static string Rows(Value value) => value.RowsPerSample == 1 ? "samples" : FormattableString.Invariant($"samples * {value.RowsPerSample}");

    /// <summary>All values of a value, in the host's statements.</summary>
    public static string Count(Value value) => FormattableString.Invariant($"samples * {GpuMemory.Length(value)}");

    /// <summary>A part of the device's parameters.</summary>
    public static string Parameter(ParameterSlot slot) => FormattableString.Invariant($"parameters.SubView({slot.Offset}, {slot.PackedLength})");

    /// <summary>A part of the device's gradient.</summary>
    public static string GradientOf(ParameterSlot slot) => FormattableString.Invariant($"gradient.SubView({slot.Offset}, {slot.PackedLength})");

    /// <summary>A whole number.</summary>
    public static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A literal.</summary>
    public static string Number(double value) => Precision.Single.Literal(value);

    /// <summary>Asks for an activation's method.</summary>
    public string Activation(ActivationUse use)
    {
        var code = GpuActivations.Of(use.Code.Kind);
        code.Helpers?.Invoke(this);
        return Helper(use.Name, w => Method(w, use.Name, "x", code.Value(use.Parameter)));
    }

    /// <summary>Asks for the method of an activation's derivative.</summary>
    public string Derivative(ActivationUse use)
    {
        var code = GpuActivations.Of(use.Code.Kind);
        code.Helpers?.Invoke(this);
        return Helper(use.DerivativeName, w => Method(w, use.DerivativeName, use.DerivativeReadsInput ? "x" : "y", code.Derivative(use.Parameter)));
    }

    /// <summary>Prints a helper of one argument.</summary>
    public static void Method(SourceWriter w, string name, string argument, string body)
    {
        using (w.Block($"private static float {name}(float {argument})")) w.Lines(body);
    }
}

/// <summary>A kernel: a static method that the host launches.</summary>
/// <param name="Name">Name of the method.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Body">Prints its statements.</param>
internal sealed record GpuKernel(string Name, string Parameters, Action<SourceWriter> Body)
{
    /// <summary>Types of the parameters.</summary>
    public IEnumerable<string> Types => Parameters.Split(',').Select(p => p.Trim().Split(' ')[0]);
}
