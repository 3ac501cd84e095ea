using System.Numerics;

namespace NetSpec.Runtime;

/// <summary>
/// The checked door between callers' spans and generated kernels: checks lengths, cuts calls into slices, pools workspaces, keeps packed
/// copies fresh and sums slices in a fixed order. Generated classes delegate to it.
/// </summary>
public sealed unsafe partial class NetworkRunner<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NetworkInfo _info;
    private readonly NetworkLayout _layout;
    private readonly NetworkKernels<T> _kernels;
    private readonly ParameterSet<T> _parameters;
    private readonly AlignedMemory<T> _packed;
    private readonly Lock _refresh = new();
    private readonly int _inputSize, _outputSize, _targetSize;
    private long _forwardVersion, _backwardVersion, _inputVersion;

    /// <summary>Joins kernels and parameters.</summary>
    public NetworkRunner(NetworkInfo info, NetworkLayout layout, NetworkKernels<T> kernels, ParameterSet<T> parameters)
    {
        (_info, _layout, _kernels, _parameters) = (info, layout, kernels, parameters);
        (_inputSize, _outputSize, _targetSize) = (info.InputSize, info.OutputSize, info.TargetSize);
        _cut = layout.CutSamples;
        _forward = new WorkspacePool<T>(layout.ForwardWorkspace);
        _gradient = new WorkspacePool<T>(layout.GradientWorkspace);
        _step = new WorkspacePool<T>(layout.StepWorkspace);
        _packed = new AlignedMemory<T>(layout.Packed);
        _runPiece = RunPiece;
        _runSlice = RunSlice;
        _runStage = RunStage;
        _runDeltas = RunDeltas;
        _gatherPiece = GatherPiece;
        _updatedAfterwards = ParameterRange.Of(info, p => p.IsTrained && !layout.UpdatedInBackward.Contains(p.Name));
    }

    /// <summary>One sample through the unrolled kernel; the caller has checked both lengths.</summary>
    public void Single(ReadOnlySpan<T> input, Span<T> output)
    {
        EnsureForwardCopies();
        fixed (T* x = input, y = output)
            _kernels.Single(x, _parameters.Memory.Pointer, _packed.Pointer, y);
        // Kernels hold pointers only; without this a finalizer could free their memory under them.
        GC.KeepAlive(this);
    }

    /// <summary>Runs inference and hands the layers' outputs to an observer.</summary>
    public void Observe(ReadOnlySpan<T> input, ILayerObserver<T> observer)
    {
        var wanted = Array.FindAll([.. _layout.Buffers], b => observer.Wants(b.Path));
        RunLayers(input, wanted, (buffer, rows, count) =>
            observer.Observe(buffer.Path, new LayerRows<T>(rows, buffer.Stride, count, buffer.Width)));
    }

    /// <summary>Adds the samples to the moments of the set's layers.</summary>
    public void AccumulateCovariance(ReadOnlySpan<T> input, CovarianceSet into)
    {
        var wanted = Array.FindAll([.. _layout.Buffers], b => into.Find(b.Path) is not null);
        foreach (var buffer in wanted)
        {
            if (into[buffer.Path].Units != buffer.Width)
                throw new ArgumentException($"The set measures {into[buffer.Path].Units} units of '{buffer.Path}', but {_info.Name} has {buffer.Width} there.", nameof(into));
        }
        RunLayers(input, wanted, (buffer, rows, count) =>
        {
            var accumulator = new MomentsAccumulator<T>(_kernels, into[buffer.Path], into.Accumulation);
            accumulator.Add(rows, buffer.Stride, count);
        });
    }

    // Whole tiles that make one block of a covariance where a sample is one row.
    private const int SamplesOfTiles = 12;
    private const int ObservedSamples = MomentsAccumulator<T>.BlockRows / SamplesOfTiles * SamplesOfTiles;

    private delegate void LayerAction(LayerBuffer buffer, T* rows, int count);

    private void RunLayers(ReadOnlySpan<T> input, LayerBuffer[] wanted, LayerAction action)
    {
        var samples = Lengths.Samples(input.Length, _inputSize, nameof(input));
        if (samples == 0) return;
        EnsureForwardCopies();
        fixed (T* x = input)
        {
            var workspace = _forward.Rent();
            var most = Math.Min(_layout.SliceSamples, ObservedSamples);
            for (var start = 0; start < samples; start += most)
            {
                var slice = MakeSlice(x, start, samples, workspace);
                slice.Samples = Math.Min(slice.Samples, most);
                _kernels.Forward(slice);
                foreach (var buffer in wanted)
                {
                    var rows = buffer.Offset < 0 ? slice.Input : slice.Workspace + buffer.Offset;
                    action(buffer, rows, slice.Samples * buffer.RowsPerSample);
                }
            }
            _forward.Return(workspace);
            GC.KeepAlive(this);
        }
    }

    private Slice<T> MakeSlice(T* input, int start, int samples, AlignedMemory<T> workspace) => new()
    {
        Input = input + ((nint)start * _inputSize),
        Parameters = _parameters.Memory.Pointer,
        Packed = _packed.Pointer,
        Workspace = workspace.Pointer,
        Samples = Math.Min(_layout.SliceSamples, samples - start),
    };

    private void EnsureForwardCopies()
    {
        if (!_layout.HasForwardCopies || Volatile.Read(ref _forwardVersion) == _parameters.Version) return;
        lock (_refresh)
        {
            if (_forwardVersion == _parameters.Version) return;
            // Read before the refresh: a change during it must count as newer.
            var version = _parameters.Version;
            _kernels.RefreshForward(_parameters.Memory.Pointer, _packed.Pointer);
            Volatile.Write(ref _forwardVersion, version);
        }
    }
}
