namespace NetSpec.Tests.Generator;

/// <summary>The reference cases, the example specs, and one network with every option, written as attribute classes.</summary>
internal static class AttributeVersions
{
    public const string EveryOption = "every option";

    private const string EveryOptionSpec = """
        netspec: 1
        name: EveryOption
        backends: [cpu, ilgpu]
        input: [4, 6]
        layers:
          - { normalize: { mean: [0.5, 1, -2, 0.125, 3e-7, 0], std: 0.25 }, name: scaled }
          - { dense: 8, bias: false, name: wide, activation: { leaky_relu: 0.2 } }
          - { layernorm: , epsilon: 0.001, activation: hard_swish }
          - { dropout: 0.1, noise: gaussian }
          - { dropout: 0.25 }
          - activation: { elu: 0.5 }
          - activation: softplus
          - { dense: 6, tie: { layer: wide, transpose: true, negate: true } }
          - { dense: 8, tie: wide }
          - dense: 3
            activation: relu6
        loss: huber
        """;

    private const string Examples = "specs/";

    private const string Head = "using NetSpec;\n";

    private static readonly string ExampleFolder = Path.Combine(AppContext.BaseDirectory, "_specs");

    private static readonly Dictionary<string, string> Sources = new()
    {
        ["mini"] = """
            [Network(30, Loss = Loss.BinaryCrossEntropy)]
            [Dense(16, Activation = Activation.Relu)]
            [Dense(12, Activation = Activation.Relu)]
            [Dense(10, Activation = Activation.Relu)]
            [Dense(1)]
            public sealed partial class MiniModel;
            """,
        ["activations"] = """
            [Network(9, Loss = Loss.CrossEntropy)]
            [Dense(11, Activation = Activation.Tanh, Name = "first")]
            [Dense(13, Activation = Activation.Sigmoid)]
            [Dense(17, Activation = Activation.Gelu)]
            [Dense(7, Activation = Activation.LeakyRelu, ActivationParameter = 0.2)]
            [Dense(8, Activation = Activation.Softplus)]
            [Dense(16, Activation = Activation.Silu)]
            [Dense(15, Activation = Activation.Elu)]
            [Dense(31, Activation = Activation.Selu)]
            [Dense(33, Activation = Activation.Softsign)]
            [Dense(12, Activation = Activation.HardSwish)]
            [Dense(6, Activation = Activation.HardSigmoid)]
            [Dense(5)]
            public sealed partial class AllActivations;
            """,
        ["odd_widths"] = """
            [Network(7), Dense(13, Activation = Activation.Relu, Bias = false), Dense(1, Activation = Activation.Tanh), Dense(5, Bias = false)]
            public sealed partial class OddWidths;
            """,
        ["mnist_mlp"] = """
            [NetSpec.Network(784, Loss = NetSpec.Loss.CrossEntropy)]
            [NetSpec.Dense(units: 128, Activation = NetSpec.Activation.Relu)]
            [NetSpec.Dense(64, Activation = NetSpec.Activation.Relu)]
            [NetSpec.Dense(10, Activation = NetSpec.Activation.Linear)]
            public sealed partial class MnistMlp;
            """,
        ["tied"] = """
            [Network(Width, Loss = Loss.Mse)]
            [Dense(7, Activation = Activation.Sigmoid, Name = "encode")]
            [Dense(7, Activation = Activation.Relu, Name = "twist")]
            [Dense(7, Activation = Activation.Relu, Tie = "twist", TieNegate = true)]
            [Dense(Width, Tie = "encode", TieTranspose = true)]
            public sealed partial class TiedAutoencoder
            {
                public const int Width = 12;
            }
            """,
        ["hinge"] = """
            [Network(5, Loss = Loss.Hinge)]
            [Dense(20, Activation = Activation.LeakyRelu, ActivationParameter = 0.25, Bias = false)]
            [Dense(1, Bias = false)]
            public sealed partial class LinearSeparator;
            """,
        ["specs/autoencoder"] = """
            [Network(64, Loss = Loss.Mse)]
            [Dense(32, Activation = Activation.Tanh, Name = "encoder1")]
            [Dense(8, Activation = Activation.Tanh, Name = "encoder2")]
            [Dense(32, Activation = Activation.Tanh, Name = "decoder2", Tie = "encoder2", TieTranspose = true)]
            [Dense(64, Name = "decoder1", Tie = "encoder1", TieTranspose = true)]
            public sealed partial class Autoencoder;
            """,
        ["specs/digits"] = """
            [Network(64, Loss = Loss.CrossEntropy)]
            [Dense(64, Activation = Activation.Relu)]
            [Dense(32, Activation = Activation.Relu)]
            [Dense(10)]
            public sealed partial class Digits;
            """,
        ["specs/mini"] = """
            [Network(30, Loss = Loss.BinaryCrossEntropy)]
            [Dense(16, Activation = Activation.Relu)]
            [Dense(12, Activation = Activation.Relu)]
            [Dense(10, Activation = Activation.Relu)]
            [Dense(1)]
            public sealed partial class MiniModel;
            """,
        ["specs/mini_thesis"] = """
            [Network(30, Loss = Loss.BinaryCrossEntropy)]
            [Dense(16, Bias = false, Activation = Activation.Relu)]
            [Dense(12, Bias = false, Activation = Activation.Relu)]
            [Dense(10, Bias = false, Activation = Activation.Relu)]
            [Dense(1, Bias = false)]
            public sealed partial class MiniThesis;
            """,
        ["specs/mnist_mlp"] = """
            [Network(784, Loss = Loss.CrossEntropy)]
            [Dense(128, Activation = Activation.Relu)]
            [Dense(64, Activation = Activation.Relu)]
            [Dense(10)]
            public sealed partial class MnistMlp;
            """,
        [EveryOption] = """
            [Network(4, 6, Loss = Loss.Huber, Backends = Backends.Cpu | Backends.Ilgpu)]
            [Normalize(Mean = new[] { 0.5, 1, -2, 0.125, 3e-7, 0 }, Std = new[] { 0.25 }, Name = "scaled")]
            [Dense(8, Bias = false, Name = "wide", Activation = Activation.LeakyRelu, ActivationParameter = 0.2)]
            [LayerNorm(Epsilon = 0.001, Activation = Activation.HardSwish)]
            [Dropout(0.1, Noise = DropoutNoise.Gaussian)]
            [Dropout(0.25)]
            [Activation(Activation.Elu, ActivationParameter = 0.5)]
            [Activation(Activation.Softplus)]
            [Dense(6, Tie = "wide", TieTranspose = true, TieNegate = true)]
            [Dense(8, Tie = "wide")]
            [Dense(3, Activation = Activation.Relu6)]
            public sealed partial class EveryOption;
            """,
    };

    public static IEnumerable<string> Names => Sources.Keys.Concat(ImageAttributeVersions.Sources.Keys);

    /// <summary>Every reference case and example, written as attributes or not.</summary>
    public static IEnumerable<string> AllSpecs =>
        Directory.GetFiles(ExampleFolder, "*.net.yaml").Select(f => Examples + Path.GetFileName(f)[..^".net.yaml".Length]).Concat(Language.Oracle.Names);

    public static string Attributes(string name) => Head + (ImageAttributeVersions.Sources.GetValueOrDefault(name) ?? Sources[name]);

    public static string Spec(string name) => name switch
    {
        EveryOption => EveryOptionSpec,
        _ when name.StartsWith(Examples, StringComparison.Ordinal) => File.ReadAllText(Path.Combine(ExampleFolder, name[Examples.Length..] + ".net.yaml")),
        _ => Language.Oracle.Text(name),
    };
}
