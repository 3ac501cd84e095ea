using System.Numerics;

namespace NetSpec.Runtime;

/// <summary>
/// Changes parameters by their gradient, by PyTorch's formulas. States lie as the parameters do, so a step is one pass over the packed
/// memory without allocation; padding is 0 in parameter, gradient and state, and every formula keeps it 0.
/// </summary>
public abstract unsafe class Optimizer<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterRange[] _trained;
    private readonly string[] _stateNames;
    private readonly AlignedMemory<T>[] _states;

    private protected Optimizer(ParameterSet<T> parameters, params string[] stateNames)
    {
        Parameters = parameters;
        _trained = ParameterRange.Of(parameters.Info, p => p.IsTrained);
        _stateNames = stateNames;
        _states = Array.ConvertAll(stateNames, _ => new AlignedMemory<T>(parameters.Memory.Length));
    }

    /// <summary>The parameters that it changes.</summary>
    public ParameterSet<T> Parameters { get; }

    /// <summary>The step size that it was made with; each step names its own.</summary>
    public double LearningRate { get; internal set; }

    /// <summary>Steps taken so far.</summary>
    public long Steps { get; private set; }

    /// <summary>Takes one step and marks the parameters changed.</summary>
    /// <param name="gradient">Gradient of the same parameters.</param>
    /// <param name="learningRate">This step's rate, as the schedule gives it.</param>
    public void Step(GradientSet<T> gradient, double learningRate)
    {
        Require(gradient);
        Begin();
        foreach (var range in _trained)
            Apply(gradient.Memory.Pointer, (nint)range.Start, (nint)(range.Start + range.Length), learningRate);
        Parameters.MarkChanged();
        GC.KeepAlive(gradient);
        GC.KeepAlive(this);
    }

    /// <summary>Refuses a gradient of other parameters.</summary>
    internal void Require(GradientSet<T> gradient)
    {
        if (!ReferenceEquals(gradient.Parameters, Parameters))
            throw new ArgumentException("The gradient belongs to other parameters than the optimizer.", nameof(gradient));
    }

    /// <summary>Counts a step, before its first part.</summary>
    internal void Begin() => Steps++;

    /// <summary>Takes the step for the values from start to end, both multiples of 16; <paramref name="gradient"/> is indexed as the parameters are.</summary>
    internal void Apply(T* gradient, nint start, nint end, double learningRate) => Update(Parameters.Memory.Pointer, gradient, start, end, learningRate);

    /// <summary>The stretches of parameters that steps change.</summary>
    internal ReadOnlySpan<ParameterRange> Trained => _trained;

    /// <summary>Adds the state: one tensor per trained parameter and state, and the number of steps; enough to go on to the bit.</summary>
    public void Save(NamedTensors into)
    {
        into[StepsName] = Tensor.Create([Steps]);
        for (var i = 0; i < _states.Length; i++)
            PackedTensors.Save(into, Prefix(i), _states[i], TrainedParameters);
    }

    /// <summary>Takes up a state that <see cref="Save"/> wrote for the same optimizer and network.</summary>
    /// <exception cref="InputException">A tensor is missing, or has another type or length.</exception>
    public void Load(NamedTensors from)
    {
        if (from[StepsName] is not Tensor<long> { Length: 1 } steps)
            throw new InputException($"'{StepsName}' is no single int64.");
        for (var i = 0; i < _states.Length; i++)
            PackedTensors.Load(from, Prefix(i), _states[i], TrainedParameters);
        Steps = steps.Values[0];
    }

    /// <summary>Frees the states.</summary>
    public void Dispose()
    {
        foreach (var state in _states)
            state.Dispose();
    }

    private const string StepsName = "optimizer.steps";

    private IEnumerable<ParameterInfo> TrainedParameters => Parameters.Info.Parameters.Where(p => p.IsTrained);

    private string Prefix(int state) => $"optimizer.{_stateNames[state]}.";

    private protected T* State(int index) => _states[index].Pointer;

    /// <summary>Updates the values from start to end; both are multiples of 16.</summary>
    private protected abstract void Update(T* weights, T* gradient, nint start, nint end, double rate);
}
