using NetSpec.Tests.Generator;

namespace NetSpec.Tests.Onnx;

/// <summary>Specs that are exported: the reference cases, the examples, and layers in forms that neither has.</summary>
internal static class ExportedSpecs
{
    // As examples of what takes long.
    private static readonly string[] _large = ["vgg16", "resnet50"];

    private static readonly Dictionary<string, string> _own = new()
    {
        ["sequences"] = """
            netspec: 1
            name: Sequences
            input: [7, 4]
            layers:
              - { conv1d: 6, padding: causal, dilation: 2, activation: gelu }
              - { conv1d: 6, groups: 6, padding: same, activation: { leaky_relu: 0.3 } }
              - { conv1d: 8, kernel: 2, stride: 2, padding: 1, activation: silu }
              - { dense: 5, activation: hard_swish }
              - { dense: 8, tie: { layer: dense1, transpose: true, negate: true }, bias: false }
              - { dense: 5, tie: { layer: dense1, negate: true }, bias: false }
              - layernorm:
              - { rnn: 3, return: sequence, activation: softsign }
              - { gru: 5, return: sequence }
              - { lstm: 4, return: sequence, activation: { elu: 0.5 } }
              - global_avgpool:
              - { dense: 4, activation: softmax }
            """,
        ["images"] = """
            netspec: 1
            name: Images
            input: [3, 11, 9]
            layers:
              - normalize: { mean: [0.1, 0.2, 0.3], std: [0.5, 0.6, 2] }
              - { conv2d: 6, kernel: [3, 5], padding: same, dilation: [2, 1], activation: selu }
              - { conv2d: 12, groups: 6, kernel: 3, stride: [1, 2], padding: [1, 2], bias: false, activation: softplus }
              - batchnorm:
              - { avgpool: 3, stride: 2, padding: 1 }
              - concat:
                  - []
                  - [ { conv2d: 4, kernel: 1, activation: hard_sigmoid } ]
                  - [ { maxpool: 3, stride: 1, padding: 1 }, activation: relu6 ]
              - { conv2d: 5, kernel: 2, activation: log_softmax }
              - { conv2d: 5, kernel: 1, activation: softmax }
              - dropout: 0.5
              - flatten:
              - normalize: { mean: 0.01, std: 0.1 }
              - { dense: 7, activation: { elu: -0.5 } }
              - { dense: 7, activation: { leaky_relu: -0.5 } }
              - dense: 3
            """,
        ["image_out"] = """
            netspec: 1
            name: ImageOut
            input: [2, 5, 5]
            layers:
              - { conv2d: 3, padding: same }
              - activation: tanh
              - concat: [ [], [ { conv2d: 2, kernel: 1 } ] ]
            """,
        ["names"] = """
            netspec: 1
            name: Names
            input: 5
            layers:
              - { dense: 4, name: input, activation: relu }
              - residual:
                  body:
                    - { dense: 4, name: Add, activation: silu }
                    - { dense: 4, name: Relu }
                activation: gelu
                name: output
              - { dense: 3, name: constant, activation: gelu }
              - dropout: 0.3
            """,
        ["nothing"] = "netspec: 1\nname: Nothing\ninput: [4, 3]\nlayers:\n  - dropout: 0.3\n",
    };

    public static IEnumerable<string> Names =>
    [
        .. OracleTests.Names.Select(name => "case " + name),
        .. Directory.GetFiles(Examples, "*.net.yaml").Select(path => Path.GetFileName(path)[..^".net.yaml".Length]).Except(_large).Order(StringComparer.Ordinal).Select(name => "example " + name),
        .. _own.Keys,
    ];

    private static string Examples => Path.Combine(AppContext.BaseDirectory, "_specs");

    public static string Read(string name) => name.Split(' ') switch
    {
        ["case", var oracle] => new OracleCase(oracle).Spec,
        ["example", var example] => File.ReadAllText(Path.Combine(Examples, example + ".net.yaml")),
        _ => _own[name],
    };
}
