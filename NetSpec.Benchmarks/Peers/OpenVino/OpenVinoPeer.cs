using NetSpec.Runtime;

namespace NetSpec.Benchmarks.Peers;

/// <summary>OpenVINO through its C interface, inference only.</summary>
internal sealed class OpenVinoPeer : IPeer
{
    public const string PeerName = "openvino";

    private readonly OpenVinoApi _api;

    private OpenVinoPeer(nint library) => _api = new(library);

    public string Name => PeerName;

    public string Version => _api.VersionText;

    public static IPeer Open(PeersOptions options)
    {
        var folder = Path.Combine(options.Packages, "node_modules", "openvino-node", "bin");
        var file = NativePeers.Find(folder, path => Path.GetFileName(path).StartsWith("libopenvino_c.so", StringComparison.Ordinal));
        return new OpenVinoPeer(NativePeers.Load(file ?? "libopenvino_c.so"));
    }

    public TimedWork? Prepare(Assignment assignment) => assignment.Work.Kind == WorkKind.Train ? null : new Inference(_api, assignment);

    public void Dispose()
    {
    }

    private sealed unsafe class Inference : TimedWork
    {
        private readonly OpenVinoApi _api;
        private readonly Assignment _given;
        private readonly AlignedMemory<float> _input, _output;
        private readonly nint _request;

        public Inference(OpenVinoApi api, Assignment given)
        {
            (_api, _given) = (api, given);
            _input = new(given.Input.Length);
            given.Input.Span.CopyTo(_input.Span);
            _output = new((long)given.Work.Batch * given.Network.Info.OutputSize);
            _request = api.Request(OnnxModel.Of(given.Graph, given.Work.Batch), given.Threads);
            api.Bind(_request, "ov_infer_request_set_input_tensor", _input.Pointer, [given.Work.Batch, .. given.Graph.InputShape]);
            api.Bind(_request, "ov_infer_request_set_output_tensor", _output.Pointer, [given.Work.Batch, .. given.Graph.OutputShape]);
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
            _api.Free(_request);
            _input.Dispose();
            _output.Dispose();
        }

        protected override void Run(int calls)
        {
            for (var i = 0; i < calls; i++)
            {
                _api.Check(_api.Infer(_request));
                if (_given.Work.Kind == WorkKind.Chained) Feedback.Feed(_given.Input.Span, _input.Span, _output.Span);
            }
        }
    }
}
