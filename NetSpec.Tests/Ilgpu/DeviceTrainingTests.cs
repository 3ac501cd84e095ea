using NetSpec.Runtime;
using static NetSpec.Tests.Ilgpu.DeviceNetworks;

namespace NetSpec.Tests.Ilgpu;

/// <summary>Noise and steps on a device, emulated, against the same network on the processor.</summary>
public class DeviceTrainingTests
{
    private const int Samples = 9;

    public static TheoryData<string> Optimizers() => [.. OptimizerOptions.Names];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void StepsMatchTheProcessors(string name)
    {
        using var host = Filled(Narrow);
        var (input, target) = (Values(Samples * 5, 2), Values(Samples * 2, 3));
        var options = new OptimizerOptions(name, WeightDecay: 0.01);
        var optimizer = options.Create(host.Processor.Parameters);
        var gradient = new GradientSet<float>(host.Processor.Parameters);
        var before = host.Processor.Parameters.Memory.Span.ToArray();
        host.Device.UseOptimizer(options);

        for (var step = 0; step < 4; step++)
        {
            var rate = 0.02 / (1 + step);
            var expected = host.Processor.Gradient(input, target, gradient, new() { Training = true });
            optimizer.Step(gradient, rate);
            Assert.Equal(expected, host.Device.TrainStep(input, target, rate, new() { Training = true }), 1e-5f * Math.Abs(expected));
        }

        Assert.Equal(before, host.Device.Parameters.Memory.Span.ToArray());
        host.Device.Download();
        AssertNear(host.Processor.Parameters.Memory.Span, host.Device.Parameters.Memory.Span, 1e-5f);
        Assert.NotEqual(before, host.Device.Parameters.Memory.Span.ToArray());
        Assert.True(host.Launches("WholeGradient") >= 4);
    }

    [Fact]
    public void ParametersSetAfterStepsReplaceThem()
    {
        using var host = Filled(Narrow);
        var (input, target) = (Values(Samples * 5, 2), Values(Samples * 2, 3));
        var expected = new float[Samples * 2];
        host.Processor.Forward(input, expected);
        host.Device.UseOptimizer(new("sgd"));
        host.Device.TrainStep(input, target, 0.5);

        host.Device.Parameters.MarkChanged();
        var output = new float[Samples * 2];
        host.Device.Forward(input, output);

        AssertNear(expected, output, 1e-5f);
    }

    [Theory]
    [InlineData(Narrow)]
    [InlineData(Wide)]
    public void ALossThatIsNotFiniteChangesNoWeight(string spec)
    {
        using var host = Filled(spec);
        var (input, target) = (Values(Samples * 5, 2), Values(Samples * 2, 3));
        var (bad, gradient) = ((float[])input.Clone(), new GradientSet<float>(host.Processor.Parameters));
        bad[7] = float.NaN;
        var optimizer = new OptimizerOptions("adam").Create(host.Processor.Parameters);
        host.Device.UseOptimizer(new("adam"));

        Assert.True(float.IsNaN(host.Device.TrainStep(bad, target, 0.02)));
        host.Device.TrainStep(input, target, 0.02);

        // As if the bad batch had not been: adam's first step is the good one's.
        host.Processor.Gradient(input, target, gradient);
        optimizer.Step(gradient, 0.02);
        host.Device.Download();
        AssertNear(host.Processor.Parameters.Memory.Span, host.Device.Parameters.Memory.Span, 1e-4f);
    }

    [Fact]
    public void TheGradientOfOtherParametersIsRefused()
    {
        using var host = Filled(Narrow);
        var other = new GradientSet<float>(new ParameterSet<float>(host.Device.Info));
        foreach (var network in new INetwork<float>[] { host.Processor, host.Device })
        {
            var message = Assert.Throws<ArgumentException>(() => network.Gradient(new float[5], new float[2], other)).Message;
            Assert.StartsWith("The gradient belongs to other parameters than those of this Narrow", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AStepWithoutAnOptimizerIsRefused()
    {
        using var host = Filled(Narrow);
        Assert.Throws<InvalidOperationException>(() => host.Device.TrainStep(Values(5, 2), Values(2, 3), 0.1));
    }

    [Theory]
    [InlineData("bernoulli")]
    [InlineData("gaussian")]
    public void NoiseIsTheProcessors(string noise)
    {
        using var host = Filled($$"""
            netspec: 1
            name: Noisy
            input: 5
            layers:
              - { dense: 20, activation: tanh }
              - { dropout: 0.3, noise: {{noise}} }
              - dense: 2
            loss: mse
            """);
        var (input, target) = (Values(Samples * 5, 2), Values(Samples * 2, 3));
        var (expected, found) = (new float[Samples * 2], new float[Samples * 2]);
        var (processor, device) = (new GradientSet<float>(host.Processor.Parameters), new GradientSet<float>(host.Device.Parameters));
        foreach (var seed in new ulong[] { 1, 2 })
        {
            host.Processor.Gradient(input, target, processor, new() { Training = true, Seed = seed, Outputs = expected });
            host.Device.Gradient(input, target, device, new() { Training = true, Seed = seed, Outputs = found });
            AssertNear(expected, found, 1e-5f);
            AssertNear(processor.Memory.Span, device.Memory.Span, 1e-4f);
        }

        var first = (float[])found.Clone();
        host.Device.Gradient(input, target, device, new() { Training = true, Seed = 1, Outputs = found });
        Assert.NotEqual(first, found);
        host.Device.Forward(input, found);
        host.Processor.Forward(input, expected);
        AssertNear(expected, found, 1e-5f);
    }

    [Fact]
    public void WeightedSamplesSoftTargetsAndWrongLengthsAreTheProcessors()
    {
        using var host = Filled("""
            netspec: 1
            name: Weighted
            input: 5
            layers:
              - { dense: 70, activation: gelu }
              - dense: 3
            loss: cross_entropy
            """);
        var input = Values(Samples * 5, 2);
        var soft = Enumerable.Range(0, Samples * 3).Select(i => (i % 3) switch { 0 => 0.5f, 1 => 0.25f, _ => 0.25f }).ToArray();
        var weights = Enumerable.Range(0, Samples).Select(i => i % 3f).ToArray();
        var (processor, device) = (new GradientSet<float>(host.Processor.Parameters), new GradientSet<float>(host.Device.Parameters));

        var expected = host.Processor.Gradient(input, soft, processor, new() { SoftTargets = true, SampleWeights = weights });
        var found = host.Device.Gradient(input, soft, device, new() { SoftTargets = true, SampleWeights = weights });

        Assert.Equal(expected, found, 1e-5f);
        AssertNear(processor.Memory.Span, device.Memory.Span, 1e-4f);
        foreach (var network in new INetwork<float>[] { host.Processor, host.Device })
        {
            Assert.Throws<ArgumentException>(() => network.Forward(new float[7], new float[3]));
            Assert.Throws<ArgumentException>(() => network.Forward(new float[5], new float[2]));
            Assert.ThrowsAny<Exception>(() => network.Gradient(new float[5], [3f], device));
        }
    }
}
