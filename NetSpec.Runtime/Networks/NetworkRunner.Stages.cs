namespace NetSpec.Runtime;

/// <content>
/// Training where a layer needs the whole batch. Every slice computes one stage, then all wait; the next stage reads what each slice
/// measured, in the slices' order. Slices are the same whatever the threads, so that the result is too. Each slice keeps its workspace
/// from the first stage to the last, so that memory grows with the batch, and on several threads its own gradient as well.
/// </content>
public sealed unsafe partial class NetworkRunner<T>
{
    private readonly Action<int> _runStage;
    private readonly List<AlignedMemory<T>> _stageWorkspaces = [];
    private nint[] _workspacePointers = [];
    private BatchStage<T> _stage;
    private bool _slicesStandApart;

    private double RunStages(in GradientSlice<T> call, int slices, int threads)
    {
        _call = call;
        while (_stageWorkspaces.Count < slices) _stageWorkspaces.Add(new AlignedMemory<T>(_layout.GradientWorkspace));
        if (_workspacePointers.Length < slices)
        {
            _workspacePointers = GC.AllocateArray<nint>(slices, pinned: true);
            for (var i = 0; i < slices; i++) _workspacePointers[i] = (nint)_stageWorkspaces[i].Pointer;
        }
        if (_losses.Length < slices) _losses = new double[slices];
        Array.Clear(_losses, 0, slices);
        _slicesStandApart = threads > 1 || (slices > 1 && _layout.SharesWeights);
        if (_slicesStandApart) EnsurePartials(slices);
        fixed (nint* workspaces = _workspacePointers)
        {
            _stage = new BatchStage<T> { Workspaces = (T**)workspaces, Slices = slices, SliceSamples = _sliceSamples, Samples = _callSamples };
            for (; _stage.Stage < _layout.WholeBatch!.Stages; _stage.Stage++) WorkerTeam.Run(_runStage, slices, threads);
            _stage = default;
        }
        for (var i = 1; i < slices && _slicesStandApart; i++)
            PartialSums.Add(_partials[i].Pointer, _call.Gradient, _parameters.Memory.Length);
        _call = default;
        return TotalLoss(slices);
    }

    private void RunStage(int index)
    {
        var apart = _slicesStandApart && index > 0;
        var slice = MakeSlice(_call, index, _stageWorkspaces[index], accumulate: !apart && index > 0, apart ? _partials[index].Pointer : _call.Gradient);
        slice.Batch = _stage;
        _losses[index] += _kernels.Gradient(slice);
    }
}
