using NetSpec.Runtime;
using NetSpec.Tests.Ilgpu;

namespace NetSpec.Tests.Generator;

/// <summary>Names of layers become names in code, whatever letters they have and whatever other layers are called.</summary>
public class LayerNamesTests
{
    // Not one of these begins with a letter of ASCII; the last is a letter number.
    [Theory]
    [InlineData("été")]
    [InlineData("Ωmega")]
    [InlineData("層")]
    [InlineData("ⅷ")]
    public void LayersOfOtherAlphabets(string name)
    {
        var text = $"netspec: 1\nname: Odd\ninput: [2, 12, 12]\nlayers:\n  - {{ conv2d: 8, kernel: 3, name: {name} }}\n  - {{ batchnorm: , name: {name}1 }}\n"
            + $"  - {{ dropout: 0.1, name: {name}2 }}\n  - flatten:\n  - {{ dense: 40, name: {name}3, activation: tanh }}\n  - {{ layernorm: , name: {name}4 }}\n";
        using var host = new DeviceHost(text);
        Assert.Equal($"{name}.weight", host.Processor.Info.Parameters[0].Name);
        var network = host.Processor;
        Initializer.Apply(network.Parameters, null, 1);
        var input = DeviceNetworks.Values(3 * network.Info.InputSize, 2);
        network.Gradient(input, new float[3 * network.Info.OutputSize], new GradientSet<float>(network.Parameters), new() { Training = true, Seed = 1 });
    }

    // What a layer keeps for itself may be named as what another one does.
    [Theory]
    [InlineData("batchnorm: , name: a", "batchnorm: , name: aSlice")]
    [InlineData("batchnorm: , name: aOutput", "layernorm: , name: a")]
    [InlineData("batchnorm: , name: a_2", "batchnorm: , name: a")]
    [InlineData("dropout: 0.1, name: a", "dropout: 0.1, name: aOutput")]
    public void LayersWhoseOwnMemoryIsNamedAlike(string first, string second)
    {
        using var host = new DeviceHost($"netspec: 1\nname: Odd\ninput: 20\nlayers:\n  - dense: 20\n  - {{ {first} }}\n  - {{ {second} }}\n");
        Assert.Equal(3, host.Processor.Info.Layers.Length);
    }

    [Theory]
    [InlineData("gru")]
    [InlineData("lstm")]
    [InlineData("rnn")]
    public void RecurrentLayersWhoseOwnMemoryIsNamedAlike(string kind)
    {
        using var host = new DeviceHost($"netspec: 1\nname: Odd\ninput: [4, 3]\nlayers:\n  - {{ {kind}: 5, name: a, return: sequence }}\n  - {{ {kind}: 5, name: aOutput, return: sequence }}\n  - {{ {kind}: 5, name: aOutputStates }}\n");
        Assert.Equal(3, host.Processor.Info.Layers.Length);
    }
}
