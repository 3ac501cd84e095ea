using NetSpec.Runtime;
using NetSpec.Tests.Training;

namespace NetSpec.Tests.Onnx.Import;

/// <summary>ONNX's cases of optimizers against the runtime's: state, weights and gradient in, one step, weights and state out.</summary>
public class OptimizerCaseTests
{
    private sealed record Rule(Func<OnnxCase, OptimizerOptions> Options, string[] Given, string[] States);

    // ONNX corrects no bias at T = 0, which every case has: as after many steps.
    private const long ManySteps = 1_000_000;

    private static readonly Dictionary<string, Rule> _rules = new()
    {
        ["Adagrad"] = new(c => new("adagrad", Epsilon: c.Number("epsilon", 1e-6), WeightDecay: c.Number("norm_coefficient", 0)), ["H"], ["sum"]),
        ["Adam"] = new(
            c => new("adam", Beta1: c.Number("alpha", 0.9), Beta2: c.Number("beta", 0.999), Epsilon: AdamEpsilon(c), WeightDecay: c.Number("norm_coefficient", 0)),
            ["V", "H"],
            ["exp_avg", "exp_avg_sq"]),
        ["Momentum"] = new(
            c => new(c.Word("mode") == "nesterov" ? "nesterov" : "momentum", Momentum: c.Number("alpha", 0), WeightDecay: c.Number("norm_coefficient", 0)),
            ["V"],
            ["momentum_buffer"]),
    };

    // The numbers of adam_multiple come of 1e-2, which its node does not state.
    private static double AdamEpsilon(OnnxCase onnx) => onnx.Name == "adam_multiple" ? 1e-2 : onnx.Number("epsilon", 1e-6);

    [OnnxDataFact]
    public void OneStepIsOnnxs()
    {
        var cases = OnnxCase.Of("node").Where(c => c.Operators.ToList() is [var one] && _rules.ContainsKey(one)).ToList();
        Assert.Equal(["adagrad", "adagrad_multiple", "adam", "adam_multiple", "momentum", "momentum_multiple", "nesterov_momentum"], cases.Select(c => c.Name));
        foreach (var onnx in cases)
            Compare(onnx, _rules[onnx.Operators.Single()]);
    }

    private static void Compare(OnnxCase onnx, Rule rule)
    {
        var (inputs, outputs) = (onnx.Inputs(), onnx.Outputs());
        Assert.Equal([0.0], inputs["T"].ToDoubles());
        var rate = inputs["R"].ToDoubles()[0];
        foreach (var number in outputs.Keys.Where(k => k[0] == 'X').Select(k => k[1..^"_new".Length]))
        {
            var weights = Floats(inputs["X" + number]);
            var parameters = new ParameterSet<float>(TestInfo.Of(("w.bias", [weights.Length], ParameterKind.Bias)));
            parameters.Write("w.bias", weights);
            var gradient = new GradientSet<float>(parameters);
            var layout = parameters.Info.Parameters[0].Layout;
            var given = Floats(inputs["G" + number]);
            for (var i = 0; i < given.Length; i++) gradient.Memory.Span[layout.IndexOf(i)] = given[i];
            using var optimizer = rule.Options(onnx).Create(parameters);
            var state = new NamedTensors();
            optimizer.Save(state);
            state["optimizer.steps"] = Tensor.Create([ManySteps]);
            for (var i = 0; i < rule.States.Length; i++)
            {
                var values = Floats(inputs.GetValueOrDefault(rule.Given[i] + number) ?? inputs["H" + number]);
                state[$"optimizer.{rule.States[i]}.w.bias"] = Tensor.Create(values, values.Length);
            }
            optimizer.Load(state);

            optimizer.Step(gradient, rate);

            Near(outputs[$"X{number}_new"], parameters.Read("w.bias"), onnx.Name);
            optimizer.Save(state);
            for (var i = 0; i < rule.States.Length; i++)
                Near(outputs[$"{rule.Given[i]}{number}_new"], Floats(state[$"optimizer.{rule.States[i]}.w.bias"]), $"{onnx.Name}, {rule.States[i]}");
        }
    }

    private static float[] Floats(Tensor tensor) => [.. tensor.ToDoubles().Select(v => (float)v)];

    private static void Near(Tensor expected, float[] found, string what)
    {
        foreach (var (wanted, value) in expected.ToDoubles().Zip(found))
            Assert.True(Math.Abs(value - wanted) <= 1e-5 * Math.Max(1, Math.Abs(wanted)), $"{what}: {value} instead of {wanted}");
    }
}
