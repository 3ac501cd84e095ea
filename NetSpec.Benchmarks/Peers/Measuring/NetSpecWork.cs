using NetSpec.Runtime;

namespace NetSpec.Benchmarks.Peers;

/// <summary>NetSpec's generated code at work.</summary>
internal static class NetSpecWork
{
    public static TimedWork Prepare(Assignment assignment) => assignment.Work.Kind switch
    {
        WorkKind.Train => new Training(assignment),
        WorkKind.Chained => new Chain(assignment),
        _ => new Inference(assignment),
    };

    private sealed class Inference(Assignment given) : TimedWork
    {
        private readonly AlignedMemory<float> _output = new((long)given.Work.Batch * given.Network.Info.OutputSize);

        public override float[] Result
        {
            get
            {
                Run(1);
                return _output.Span.ToArray();
            }
        }

        public override void Dispose() => _output.Dispose();

        protected override void Run(int calls)
        {
            for (var i = 0; i < calls; i++) given.Network.Forward(given.Input.Span, _output.Span);
        }
    }

    private sealed class Chain(Assignment given) : TimedWork
    {
        private readonly AlignedMemory<float> _input = new(given.Network.Info.InputSize), _output = new(given.Network.Info.OutputSize);

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
            _input.Dispose();
            _output.Dispose();
        }

        protected override void Run(int calls)
        {
            Span<float> start = given.Input.Span, input = _input.Span, output = _output.Span;
            start.CopyTo(input);
            for (var i = 0; i < calls; i++)
            {
                given.Network.Forward(input, output);
                Feedback.Feed(start, input, output);
            }
        }
    }

    private sealed class Training(Assignment given) : TimedWork
    {
        private readonly GradientSet<float> _gradient = new(given.Network.Parameters);
        private readonly Optimizer<float> _optimizer = new OptimizerOptions("sgd").Create(given.Network.Parameters);

        public override float[] Result
        {
            get
            {
                Gradient();
                return [.. given.Network.Info.Parameters.Where(p => p.IsTrained).SelectMany(p => _gradient.Read(p.Name))];
            }
        }

        public override void Dispose() => _optimizer.Dispose();

        protected override void Run(int calls)
        {
            for (var i = 0; i < calls; i++)
            {
                Gradient();
                _optimizer.Step(_gradient, Feedback.LearningRate);
            }
        }

        private void Gradient() => given.Network.Gradient(
            given.Input.Span, given.Target, _gradient, new GradientRequest<float> { Training = true, Threads = given.Threads });
    }
}
