using System.Runtime.InteropServices;
using NetSpec.Runtime;

namespace NetSpec.Benchmarks.Peers;

/// <summary>A session whose input and output tensors lie in memory that was made beforehand.</summary>
internal sealed unsafe class OnnxRuntimeWork : TimedWork
{
    private readonly OrtApi _api;
    private readonly Assignment _given;
    private readonly AlignedMemory<float> _input, _output;
    private readonly nint _session, _inputValue, _outputValue, _inputName, _outputName;

    public OnnxRuntimeWork(OrtApi api, Assignment given)
    {
        (_api, _given) = (api, given);
        _input = new(given.Input.Length);
        given.Input.Span.CopyTo(_input.Span);
        _output = new((long)given.Work.Batch * given.Network.Info.OutputSize);
        _session = api.Session(OnnxModel.Of(given.Graph, given.Work.Batch), given.Threads);
        _inputValue = api.Tensor(_input.Pointer, _input.Length, Shape(given.Graph.InputShape));
        _outputValue = api.Tensor(_output.Pointer, _output.Length, Shape(given.Graph.OutputShape));
        _inputName = Marshal.StringToCoTaskMemUTF8(PeerGraph.Input);
        _outputName = Marshal.StringToCoTaskMemUTF8(OnnxModel.Output);
    }

    public override float[] Result
    {
        get
        {
            Run(1);
            return _output.Span.ToArray();
        }
    }

    public override void Dispose()
    {
        _api.ReleaseValueOf(_inputValue);
        _api.ReleaseValueOf(_outputValue);
        _api.ReleaseSessionOf(_session);
        Marshal.FreeCoTaskMem(_inputName);
        Marshal.FreeCoTaskMem(_outputName);
        _input.Dispose();
        _output.Dispose();
    }

    protected override void Run(int calls)
    {
        var isChained = _given.Work.Kind == WorkKind.Chained;
        for (var i = 0; i < calls; i++)
        {
            _api.Run(_session, (byte*)_inputName, _inputValue, (byte*)_outputName, _outputValue);
            if (isChained) Feedback.Feed(_given.Input.Span, _input.Span, _output.Span);
        }
    }

    private long[] Shape(IReadOnlyList<int> sample) => [_given.Work.Batch, .. sample];
}
