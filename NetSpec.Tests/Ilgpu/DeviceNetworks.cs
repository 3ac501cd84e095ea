using NetSpec.Runtime;

namespace NetSpec.Tests.Ilgpu;

/// <summary>Networks and values for tests of devices.</summary>
internal static class DeviceNetworks
{
    /// <summary>One thread takes a sample.</summary>
    public const string Narrow = """
        netspec: 1
        name: Narrow
        input: 5
        layers:
          - { dense: 6, activation: relu }
          - dense: 2
        loss: mse
        """;

    /// <summary>A launch or more a layer.</summary>
    public const string Wide = """
        netspec: 1
        name: Wide
        input: 5
        layers:
          - { dense: 70, activation: tanh }
          - dense: 2
        loss: mse
        """;

    /// <summary>Both networks with the same initial parameters.</summary>
    public static DeviceHost Filled(string spec, int runs = 0)
    {
        var host = new DeviceHost(spec, runs);
        Initializer.Apply(host.Processor.Parameters, null, 1);
        Initializer.Apply(host.Device.Parameters, null, 1);
        return host;
    }

    /// <summary>Values of a normal distribution.</summary>
    public static float[] Values(int count, ulong seed)
    {
        var random = new RandomSource(seed);
        var values = new float[count];
        foreach (ref var value in values.AsSpan()) value = (float)random.NextGaussian();
        return values;
    }

    /// <summary>Asserts that values agree, relative to the largest expected.</summary>
    public static void AssertNear(ReadOnlySpan<float> expected, ReadOnlySpan<float> found, float tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        var scale = 0f;
        foreach (var value in expected) scale = Math.Max(scale, Math.Abs(value));
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], found[i], tolerance * scale);
    }
}
