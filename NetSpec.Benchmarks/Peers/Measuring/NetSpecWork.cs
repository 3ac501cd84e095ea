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

    private sealed class Training : TimedWork
    {
        private readonly Assignment _given;
        private readonly GradientSet<float> _gradient;
        private readonly Optimizer<float> _optimizer;
        private readonly TrainingStep<float> _step;

        public Training(Assignment given)
        {
            _given = given;
            _gradient = new(given.Network.Parameters);
            _optimizer = new OptimizerOptions("sgd").Create(given.Network.Parameters);
            _step = new(_optimizer) { LearningRate = Feedback.LearningRate };
        }

        public override float[] Result
        {
            get
            {
                _given.Network.Gradient(_given.Input.Span, _given.Target, _gradient, Request);
                return [.. _given.Network.Info.Parameters.Where(p => p.IsTrained).SelectMany(p => _gradient.Read(p.Name))];
            }
        }

        public override void Dispose() => _optimizer.Dispose();

        protected override void Run(int calls)
        {
            for (var i = 0; i < calls; i++) _given.Network.Train(_given.Input.Span, _given.Target, _gradient, _step, Request);
        }

        private GradientRequest<float> Request => new() { Training = true, Threads = _given.Threads };
    }
}
