using NetSpec.Runtime;

namespace NetSpec.Tests.Training;

public class OptimizerTests
{
    /*
    PyTorch 1.13, float64; five steps on 0.5 * sum(c * (w - y)^2), an optimizer per row of Cases:
        w = torch.tensor([0.5, -1.25, 2.0], dtype=torch.float64, requires_grad=True)
        o = torch.optim.Adam([w], lr=0.1, betas=(0.8, 0.95), eps=1e-3, weight_decay=0.05)   # and so on, by the row's options
        for _ in range(5):
            o.zero_grad()
            sum(0.5 * c * (w[i] - y) ** 2 for i, (c, y) in enumerate(zip([1, 0.25, 3], [0.1, 0.2, -0.3]))).backward()
            o.step()
    Rows without numbers are PyTorch's defaults (sgd, momentum and nesterov: lr=0.1, momentum 0.9).
    */
    private static readonly double[] _curvature = [1, 0.25, 3];
    private static readonly double[] _target = [0.1, 0.2, -0.3];

    public static TheoryData<OptimizerOptions, double[]> Cases => new()
    {
        { new("sgd", 0.1), [0.33619600000000005, -1.0775887553710939, 0.086561] },
        { new("sgd", 0.1, WeightDecay: 0.05), [0.3276802044109375, -1.049873203075, 0.07707163206250002] },
        { new("momentum", 0.1), [0.08833600000000001, -0.8010490600585938, -2.0900440000000002] },
        { new("momentum", 0.1, 0.8, WeightDecay: 0.05), [0.12069536141093745, -0.7930299950749999, -1.6054648879375002] },
        { new("nesterov", 0.1), [0.058167326439999986, -0.6994575084379344, -1.1000601513100001] },
        { new("nesterov", 0.1, 0.8, WeightDecay: 0.05), [0.10148146167686344, -0.7115650378194159, -0.8651011778212602] },
        { new("adagrad"), [0.4681671677262484, -1.217814306662367, 1.967765671445674] },
        { new("adagrad", 0.1, Epsilon: 1e-3, WeightDecay: 0.05), [0.23609319163761314, -0.9416537462942952, 1.68546007338333] },
        { new("rmsprop"), [0.23553787035182022, -0.9395234594367755, 1.6841265502617229] },
        { new("rmsprop", 0.02, 0.8, Beta2: 0.9, Epsilon: 1e-3, WeightDecay: 0.05), [0.058679599005052256, -0.7389396922641309, 1.4779067454140145] },
        { new("adam"), [0.4950011006399487, -1.2450003002531547, 1.9950001889035063] },
        { new("adam", 0.1, null, 0.8, 0.95, 1e-3, 0.05), [0.055149882095379785, -0.7580939810343097, 1.5038102080971545] },
        { new("adamw"), [0.4949762067084231, -1.2449379052644918, 1.9949002946874286] },
        { new("adamw", 0.1, null, 0.8, 0.95, 1e-3, 0.05), [0.051230074995564465, -0.7326028301810942, 1.4596864689561504] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Five_steps_are_PyTorchs(OptimizerOptions options, double[] expected)
    {
        AssertNear(expected, Run<double>(options, 5), 1e-14);
        AssertNear(expected, Run<float>(options, 5), 2e-6);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Only_trained_values_change_and_padding_stays_zero(OptimizerOptions options, double[] expected)
    {
        Assert.NotEmpty(expected);
        var parameters = Make<float>();
        parameters.Memory.Span.Fill(0);
        parameters.Write("bn.running_mean", [1f, 2f]);
        parameters.Write("w.bias", [1f, 2f, 3f]);
        var gradient = new GradientSet<float>(parameters);
        var used = new HashSet<int>();
        foreach (var info in parameters.Info.Parameters.Where(p => p.IsTrained))
        {
            for (var i = 0; i < info.Length; i++)
            {
                gradient.Memory.Span[(int)info.Offset + info.Layout.IndexOf(i)] = 0.5f + i;
                used.Add((int)info.Offset + info.Layout.IndexOf(i));
            }
        }
        var version = parameters.Version;
        var before = parameters.Memory.Span.ToArray();
        using var optimizer = options.Create(parameters);
        for (var step = 0; step < 3; step++)
            optimizer.Step(gradient, 0.01);

        Assert.True(parameters.Version > version);
        Assert.Equal(3, optimizer.Steps);
        var after = parameters.Memory.Span;
        for (var i = 0; i < after.Length; i++)
            Assert.Equal(used.Contains(i), after[i] != before[i]);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_saved_state_goes_on_to_the_bit(OptimizerOptions options, double[] expected)
    {
        Assert.NotEmpty(expected);
        var whole = Run<float>(options, 9);
        var parameters = Make<float>();
        using var first = options.Create(parameters);
        Descend(parameters, first, options, 4);
        var saved = new NamedTensors();
        first.Save(saved);
        using var second = options.Create(parameters);
        second.Load(saved);
        Descend(parameters, second, options, 5);
        Assert.Equal(whole, parameters.Read("w.bias").Select(v => (double)v));
    }

    [Theory]
    [InlineData("momentum")]
    [InlineData("nesterov")]
    [InlineData("rmsprop")]
    [InlineData("adam")]
    [InlineData("adamw")]
    public void States_without_gradient_end_at_zero_and_never_as_denormals(string name)
    {
        var parameters = Make<float>();
        var gradient = new GradientSet<float>(parameters);
        gradient.Memory.Span[0] = 1e-3f;
        var options = name.StartsWith("adam", StringComparison.Ordinal)
            ? new OptimizerOptions(name, Beta1: 0.5, Beta2: 0.5)
            : name == "rmsprop" ? new OptimizerOptions(name, Momentum: 0.5, Beta2: 0.5) : new OptimizerOptions(name, Momentum: 0.5);
        using var optimizer = options.Create(parameters);
        optimizer.Step(gradient, 1e-3);
        gradient.Memory.Span.Clear();
        var seenDenormal = false;
        var state = new NamedTensors();
        for (var step = 0; step < 200; step++)
        {
            optimizer.Step(gradient, 1e-3);
            optimizer.Save(state);
            seenDenormal |= States(state).Concat(parameters.Memory.Span.ToArray()).Any(float.IsSubnormal);
        }
        Assert.False(seenDenormal);
        Assert.All(States(state), value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_decaying_weight_ends_at_zero_and_never_as_a_denormal()
    {
        var parameters = Make<float>();
        var gradient = new GradientSet<float>(parameters);
        using var optimizer = new OptimizerOptions("sgd", 0.5, WeightDecay: 1).Create(parameters);
        for (var step = 0; step < 200; step++)
        {
            optimizer.Step(gradient, 0.5);
            Assert.DoesNotContain(parameters.Memory.Span.ToArray(), float.IsSubnormal);
        }
        Assert.All(parameters.Read("w.bias"), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Not_a_number_is_not_hidden()
    {
        foreach (var name in OptimizerOptions.Names)
        {
            var parameters = Make<float>();
            var gradient = new GradientSet<float>(parameters);
            gradient.Memory.Span[0] = float.NaN;
            using var optimizer = new OptimizerOptions(name).Create(parameters);
            optimizer.Step(gradient, 0.1);
            Assert.True(float.IsNaN(parameters.Memory.Span[0]), name);
        }
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        var parameters = Make<float>();
        var gradient = new GradientSet<float>(parameters);
        foreach (var name in OptimizerOptions.Names)
        {
            using var optimizer = new OptimizerOptions(name).Create(parameters);
            Assert.Equal(0, Allocations.Of(() =>
            {
                for (var i = 0; i < 10; i++)
                    optimizer.Step(gradient, 0.1);
            }));
        }
    }

    [Fact]
    public void Wrong_options_are_refused_with_the_key_and_the_range()
    {
        Culture.German(() =>
        {
            AssertRefuses("There is no optimizer 'adan'; there are sgd, momentum, nesterov, adagrad, rmsprop, adam, adamw.", new("adan"));
            AssertRefuses("sgd has no beta1; it takes learning_rate, weight_decay.", new("sgd", Beta1: 0.9));
            AssertRefuses("adam: learning_rate is -0.5, it must be above 0.", new("adam", -0.5));
            AssertRefuses("adam: learning_rate is NaN, it must be above 0.", new("adam", double.NaN));
            AssertRefuses("adam: epsilon is 0, it must be at least 1e-30.", new("adam", Epsilon: 0));
            AssertRefuses("momentum: momentum is 1.5, it must be in [0, 1).", new("momentum", Momentum: 1.5));
            AssertRefuses("adamw: weight_decay is -1, it must be 0 or above.", new("adamw", WeightDecay: -1));
        });
    }

    [Fact]
    public void A_gradient_of_other_parameters_is_a_mistake_of_the_program()
    {
        using var optimizer = new OptimizerOptions("sgd").Create(Make<float>());
        Assert.Throws<ArgumentException>(() => optimizer.Step(new GradientSet<float>(Make<float>()), 0.1));
    }

    private static void AssertRefuses(string message, OptimizerOptions options) =>
        Assert.Equal(message, Assert.Throws<InputException>(options.Resolve).Message);

    private static IEnumerable<float> States(NamedTensors tensors) =>
        tensors.Names.Select(name => tensors[name]).OfType<Tensor<float>>().SelectMany(t => t.Values);

    private static ParameterSet<T> Make<T>()
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        // Something untrained between trained ones, and widths that need padding.
        var parameters = new ParameterSet<T>(TestInfo.Of(
            ("w.bias", [3], ParameterKind.Bias),
            ("bn.running_mean", [2], ParameterKind.RunningMean),
            ("w.weight", [5, 3], ParameterKind.Weight)));
        parameters.Write("w.bias", [T.CreateChecked(0.5), T.CreateChecked(-1.25), T.CreateChecked(2)]);
        return parameters;
    }

    private static double[] Run<T>(OptimizerOptions options, int steps)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var parameters = Make<T>();
        using var optimizer = options.Create(parameters);
        Descend(parameters, optimizer, options, steps);
        return Array.ConvertAll(parameters.Read("w.bias"), double.CreateChecked);
    }

    private static void Descend<T>(ParameterSet<T> parameters, Optimizer<T> optimizer, OptimizerOptions options, int steps)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var gradient = new GradientSet<T>(parameters);
        for (var step = 0; step < steps; step++)
        {
            var w = parameters.Read("w.bias");
            for (var i = 0; i < w.Length; i++)
                gradient.Memory.Span[i] = T.CreateChecked(_curvature[i]) * (w[i] - T.CreateChecked(_target[i]));
            optimizer.Step(gradient, options.Resolve().LearningRate!.Value);
        }
    }

    private static void AssertNear(double[] expected, double[] found, double tolerance)
    {
        for (var i = 0; i < expected.Length; i++)
            Assert.InRange(found[i], expected[i] - tolerance, expected[i] + tolerance);
    }
}
