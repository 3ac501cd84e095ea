using System.Collections.Frozen;
using NetSpec.Onnx.Import;
using NetSpec.Spec;

namespace NetSpec.Onnx.Operators;

/// <summary>The one table of operators.</summary>
internal static class OperatorTable
{
    private static readonly FrozenDictionary<string, Operator> _all = new Operator[]
    {
        // Products and convolutions.
        new Gemm(), new MatMul(), new Conv(),
        // Windows and means.
        new MaxPool(), new AveragePool(), new GlobalAveragePool(), new GlobalMaxPool(), new ReduceMean("ReduceMean", isSum: false), new ReduceMean("ReduceSum", isSum: true), new Pad(),
        // Normalisation and noise.
        new BatchNormalization(), new LayerNormalization(), new Dropout(),
        // Recurrence; gates in PyTorch's order as ONNX's places: LSTM i, f, g, o of iofc; GRU r, z, n of zrh.
        new RecurrentOperator("RNN", [0], ["Tanh"], units => new Rnn(units)),
        new RecurrentOperator("GRU", [1, 0, 2], ["Sigmoid", "Tanh"], units => new Gru(units)),
        new RecurrentOperator("LSTM", [0, 2, 3, 1], ["Sigmoid", "Tanh", "Tanh"], units => new Lstm(units)),
        // Activations.
        new Unit("Relu", Activation.Relu), new Unit("Sigmoid", Activation.Sigmoid), new Unit("Tanh", Activation.Tanh),
        new Unit("Softplus", Activation.Softplus, since: 1), new Unit("Softsign", Activation.Softsign, since: 1), new Unit("HardSwish", Activation.HardSwish),
        new Unit(Operations.PatternDomain + "Silu", Activation.Silu),
        new Softmax("Softmax", Activation.Softmax), new Softmax("LogSoftmax", Activation.LogSoftmax),
        new LeakyRelu(), new PRelu(), new Elu(), new Celu(), new Selu(), new HardSigmoid(), new Gelu(),
        new Clip(), new Extremum("Max", isGreatest: true), new Extremum("Min", isGreatest: false),
        // Constants beside values, and several values.
        new Add(), new Sub(), new Mul(), new Div(), new Neg(), new Sum("Sum", isMean: false), new Sum("Mean", isMean: true), new Concat(),
        // Views.
        new Identity(), new Flatten(), new Reshape(), new Transpose(), new Squeeze(), new Unsqueeze(), new Expand(), new Cast(), new Gather(), new Slice(),
        // Shapes and other known numbers.
        new Constant(), new ConstantOfShape(), new Shape(), new Size(), new Range(), new Where(),
        new Unary("Sqrt", Math.Sqrt), new Unary("Exp", Math.Exp), new Unary("Log", Math.Log), new Unary("Abs", Math.Abs),
        new Unary("Floor", Math.Floor), new Unary("Ceil", Math.Ceiling), new Unary("Reciprocal", v => 1 / v), new Unary("Not", v => v == 0 ? 1 : 0),
        new Power(),
        new Comparison("Equal", (a, b) => a == b), new Comparison("Less", (a, b) => a < b), new Comparison("Greater", (a, b) => a > b),
    }.ToFrozenDictionary(o => o.Type);

    /// <summary>Every operator of ONNX, by name.</summary>
    public static IEnumerable<Operator> All => _all.Values
        .Where(o => !o.Type.StartsWith(Operations.PatternDomain, StringComparison.Ordinal))
        .OrderBy(o => o.Type, StringComparer.Ordinal);

    /// <summary>The operator of a name; null where the language has nothing for it.</summary>
    public static Operator? Find(string type) => _all.GetValueOrDefault(type);
}
