using ILGPU;
using ILGPU.Runtime;
using NetSpec.Runtime;

namespace NetSpec.Tests.Ilgpu;

/// <summary>Calls that wait for nothing, followed by calls that need what they do: the emulator does what is queued as late as it can.</summary>
public class DeviceStreamTests
{
    private const int Samples = 9;

    public static TheoryData<string> Networks() => [DeviceNetworks.Narrow, DeviceNetworks.Wide];

    [Theory]
    [MemberData(nameof(Networks))]
    public void InferenceWaitsForStepsOnTheDevice(string spec)
    {
        using var host = DeviceNetworks.Filled(spec);
        var (input, target) = (DeviceNetworks.Values(Samples * 5, 2), DeviceNetworks.Values(Samples * 2, 3));
        var output = new float[Samples * 2];
        host.Device.Forward(input, output);
        Step(host, input, target, 0.02);
        host.Device.UseOptimizer(new("sgd"));
        host.Call("TrainStep", host.Memory(input), host.Memory(target), 0.02, 0UL);
        host.Device.Forward(input, output);

        DeviceNetworks.AssertNear(Expected(host, input), output, 1e-5f);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void StepsAndInferenceOnManyStreamsFollowEachOther(string spec)
    {
        using var host = DeviceNetworks.Filled(spec);
        var (input, target) = (DeviceNetworks.Values(Samples * 5, 2), DeviceNetworks.Values(Samples * 2, 3));
        var expected = new List<float[]>();
        var found = new List<ArrayView<float>>();
        host.Device.UseOptimizer(new("momentum"));
        var momentum = new OptimizerOptions("momentum").Create(host.Processor.Parameters);
        var gradient = new GradientSet<float>(host.Processor.Parameters);
        AcceleratorStream?[] streams = [host.Accelerator.CreateStream(), null, host.Accelerator.CreateStream()];
        for (var n = 0; n < 6; n++)
        {
            found.Add(host.Memory(new float[Samples * 2]));
            host.Call("Forward", host.Memory(input), found[^1], streams[n % streams.Length]);
            expected.Add(Expected(host, input));
            if (n % 2 == 1) continue;
            host.Call("TrainStep", host.Memory(input), host.Memory(target), 0.02, 0UL);
            host.Processor.Gradient(input, target, gradient, new() { Training = true });
            momentum.Step(gradient, 0.02);
        }
        host.Accelerator.Synchronize();

        for (var n = 0; n < expected.Count; n++) DeviceNetworks.AssertNear(expected[n], found[n].Span, 1e-5f);
    }

    [Fact]
    public void ParametersAreNotReplacedUnderInferenceThatIsStillQueued()
    {
        using var host = DeviceNetworks.Filled(DeviceNetworks.Wide);
        var input = DeviceNetworks.Values(Samples * 5, 2);
        var before = Expected(host, input);
        var found = host.Memory(new float[Samples * 2]);
        host.Call("Forward", host.Memory(input), found, host.Accelerator.CreateStream());
        host.Device.Parameters.Memory.Span.Clear();
        host.Device.Parameters.MarkChanged();
        var zero = new float[Samples * 2];
        host.Device.Forward(input, zero);

        DeviceNetworks.AssertNear(before, found.Span, 1e-5f);
        Assert.All(zero, v => Assert.Equal(0, v));
    }

    [Fact]
    public void WorkspacesGrowAfterWhatUsesThemIsDone()
    {
        using var host = DeviceNetworks.Filled(DeviceNetworks.Wide);
        var (few, many) = (DeviceNetworks.Values(3 * 5, 2), DeviceNetworks.Values(40 * 5, 4));
        var found = host.Memory(new float[3 * 2]);
        host.Call("Forward", host.Memory(few), found, null);
        var output = host.Memory(new float[40 * 2]);
        host.Call("Forward", host.Memory(many), output, null);
        host.Accelerator.Synchronize();

        DeviceNetworks.AssertNear(Expected(host, few), found.Span, 1e-5f);
        DeviceNetworks.AssertNear(Expected(host, many), output.Span, 1e-5f);
    }

    private static void Step(DeviceHost host, float[] input, float[] target, double rate)
    {
        var gradient = new GradientSet<float>(host.Processor.Parameters);
        host.Processor.Gradient(input, target, gradient, new() { Training = true });
        new OptimizerOptions("sgd").Create(host.Processor.Parameters).Step(gradient, rate);
    }

    private static float[] Expected(DeviceHost host, float[] input)
    {
        var output = new float[input.Length / 5 * 2];
        host.Processor.Forward(input, output);
        return output;
    }
}
