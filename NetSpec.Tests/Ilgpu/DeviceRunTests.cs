using ILGPU.Runtime;
using NetSpec.Runtime;
using static NetSpec.Tests.Ilgpu.DeviceNetworks;

namespace NetSpec.Tests.Ilgpu;

/// <summary>Batches that a device takes in runs, batches that it cannot, and sums over many rows, against the processor.</summary>
public class DeviceRunTests
{
    private const string Normalised = """
        netspec: 1
        name: Normalised
        input: 5
        layers:
          - dense: 6
          - batchnorm:
          - { activation: relu }
          - dense: 2
        loss: mse
        """;

    [Theory]
    [InlineData(Narrow)]
    [InlineData(Wide)]
    public void ManyRunsGiveWhatOneGives(string spec)
    {
        const int samples = 23;
        using var host = Filled(spec, runs: 4);
        var (input, target, weights) = (Values(samples * 5, 2), Values(samples * 2, 3), Enumerable.Range(0, samples).Select(i => i % 3f).ToArray());
        var (expected, found) = (new float[samples * 2], new float[samples * 2]);
        host.Processor.Forward(input, expected);
        host.Device.Forward(input, found);
        AssertNear(expected, found, 1e-5f);

        var onDevice = host.Memory(new float[samples * 2]);
        host.Call("Forward", host.Memory(input), onDevice, null);
        host.Accelerator.Synchronize();
        AssertNear(expected, onDevice.Span, 1e-5f);

        var (processor, device) = (new GradientSet<float>(host.Processor.Parameters), new GradientSet<float>(host.Device.Parameters));
        var loss = host.Processor.Gradient(input, target, processor, new() { SampleWeights = weights });
        Assert.Equal(loss, host.Device.Gradient(input, target, device, new() { SampleWeights = weights }), 1e-5f * loss);
        AssertNear(processor.Memory.Span, device.Memory.Span, 1e-4f);

        host.Device.UseOptimizer(new("sgd"));
        host.Call("TrainStep", host.Memory(input), host.Memory(target), 0.02, 0UL);
        loss = host.Processor.Gradient(input, target, processor, new() { Training = true });
        Assert.Equal(loss, (double)host.Call("LastLoss")!, 1e-5 * loss);
        new OptimizerOptions("sgd").Create(host.Processor.Parameters).Step(processor, 0.02);
        host.Device.Download();
        AssertNear(host.Processor.Parameters.Memory.Span, host.Device.Parameters.Memory.Span, 1e-5f);

        var (measured, moments) = (new CovarianceSet(host.Processor.Info), new CovarianceSet(host.Device.Info));
        host.Processor.AccumulateCovariance(input, measured);
        host.Device.AccumulateCovariance(input, moments);
        foreach (var layer in host.Device.Info.Layers)
            AssertNear(Covariance(measured, layer.Path), Covariance(moments, layer.Path), 1e-4f);
    }

    [Fact]
    public void ABatchThatIsNeededWholeIsNotCutAndRefusedWhereItIsTooLarge()
    {
        using var host = Filled(Normalised, runs: 12);
        var (processor, device) = (new GradientSet<float>(host.Processor.Parameters), new GradientSet<float>(host.Device.Parameters));
        host.Processor.Gradient(Values(12 * 5, 2), Values(12 * 2, 3), processor, new() { Training = true });
        host.Device.Gradient(Values(12 * 5, 2), Values(12 * 2, 3), device, new() { Training = true });
        AssertNear(processor.Memory.Span, device.Memory.Span, 1e-4f);

        var message = Assert.Throws<InputException>(() => host.Device.Gradient(new float[13 * 5], new float[13 * 2], device, new() { Training = true })).Message;
        Assert.Contains("13 samples are more than the 12", message, StringComparison.Ordinal);
        host.Device.UseOptimizer(new("sgd"));
        var wrapped = Assert.Throws<System.Reflection.TargetInvocationException>(() => host.Call("TrainStep", host.Memory(new float[5]), host.Memory(new float[2]), 0.1, 0UL));
        Assert.Contains("at least 2", wrapped.InnerException!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StatisticsOfManyRowsAreTheProcessors()
    {
        // More rows than one group takes, and no whole number of groups.
        const int samples = 2111;
        using var host = Filled(Normalised);
        var (input, target) = (Values(samples * 5, 2), Values(samples * 2, 3));
        var (processor, device) = (new GradientSet<float>(host.Processor.Parameters), new GradientSet<float>(host.Device.Parameters));
        var loss = host.Processor.Gradient(input, target, processor, new() { Training = true });
        Assert.Equal(loss, host.Device.Gradient(input, target, device, new() { Training = true }), 1e-5f * loss);
        AssertNear(processor.Memory.Span, device.Memory.Span, 1e-4f);
        AssertNear(host.Processor.Parameters.Memory.Span, host.Device.Parameters.Memory.Span, 1e-5f);
    }

    [Theory]
    [InlineData("rnn")]
    [InlineData("gru")]
    [InlineData("lstm")]
    public void ASequenceOfOneStepHasAGradient(string cell)
    {
        using var host = Filled($$"""
            netspec: 1
            name: OneStep
            input: [1, 3]
            layers:
              - { {{cell}}: 4 }
              - dense: 2
            loss: mse
            """);
        var (processor, device) = (new GradientSet<float>(host.Processor.Parameters), new GradientSet<float>(host.Device.Parameters));
        host.Processor.Gradient(Values(3, 2), Values(2, 3), processor);
        host.Device.Gradient(Values(3, 2), Values(2, 3), device);
        AssertNear(processor.Memory.Span, device.Memory.Span, 1e-4f);
    }

    [Theory]
    [InlineData(AcceleratorType.Cuda, 48 * 1024, true)]
    [InlineData(AcceleratorType.OpenCL, 48 * 1024, false)]
    [InlineData(AcceleratorType.Cuda, 16 * 1024, false)]
    public void KernelsOfAWholeNetworkNeedRoom(AcceleratorType type, int shared, bool fit)
    {
        // 20 x 20 weights and more are over the kilobyte of arguments that OpenCL promises.
        using var host = new DeviceHost("""
            netspec: 1
            name: Argued
            input: 20
            layers:
              - { dense: 20, activation: relu }
              - dense: 2
            loss: mse
            """, accelerator: new() { AcceleratorType = type, MaxSharedMemoryPerGroup = shared });
        Assert.Equal(fit, (bool)host.Device.GetType().GetProperty("UsesFusedKernels")!.GetValue(host.Device)!);
    }

    [Fact]
    public void ADeviceOfSmallGroupsIsRefused()
    {
        var error = Assert.Throws<System.Reflection.TargetInvocationException>(() => new DeviceHost(Narrow, accelerator: new() { MaxNumThreadsPerGroup = 16 }));
        Assert.Contains("groups of 16 threads", Assert.IsType<InputException>(error.InnerException).Message, StringComparison.Ordinal);
    }

    private static float[] Covariance(CovarianceSet set, string layer) => [.. set[layer].Covariance(centered: true).Cast<double>().Select(v => (float)v)];
}
