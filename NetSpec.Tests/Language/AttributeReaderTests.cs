using System.Reflection;
using NetSpec.Spec;
using NetSpec.Spec.Attributes;

namespace NetSpec.Tests.Language;

public sealed class AttributeReaderTests
{
    private static readonly SourceSpan _classSpan = new(9, 1, 9, 5, 90, 95);

    [Fact]
    public void GivesTheModelOfTheSameYaml()
    {
        var yaml = """
            netspec: 1
            name: MiniModel
            namespace: Demo.Nets
            backends: [cpu, ilgpu]
            input: 30
            layers:
              - normalize: { mean: [0.5], std: 2 }
              - { dense: 16, activation: relu, name: fc1 }
              - { dense: 12, activation: { leaky_relu: 0.2 }, bias: false }
              - { dropout: 0.25, noise: gaussian }
              - { layernorm: , epsilon: 0.001 }
              - activation: { elu: 0.5 }
              - { dense: 16, tie: { layer: dense2, transpose: true, negate: true } }
              - dense: 1
            loss: binary_cross_entropy
            """;
        var result = AttributeReader.Read(Network(
            "MiniModel",
            Attribute("NetworkAttribute", [new[] { 30 }], ("Loss", Member(Loss.BinaryCrossEntropy)), ("Backends", new AttributeEnum("3", 3))),
            Attribute(nameof(NormalizeAttribute), [], ("Mean", new[] { 0.5 }), ("Std", new[] { 2.0 })),
            Attribute(nameof(DenseAttribute), [16], ("Activation", Member(Activation.Relu)), ("Name", "fc1")),
            Attribute(nameof(DenseAttribute), [12], ("ActivationParameter", 0.2), ("Activation", Member(Activation.LeakyRelu)), ("Bias", false)),
            Attribute(nameof(DropoutAttribute), [0.25], ("Noise", Member(DropoutNoise.Gaussian))),
            Attribute(nameof(LayerNormAttribute), [], ("Epsilon", 0.001)),
            Attribute(nameof(ActivationAttribute), [Member(Activation.Elu)], ("ActivationParameter", 0.5)),
            Attribute(nameof(DenseAttribute), [16], ("TieTranspose", true), ("Tie", "dense2"), ("TieNegate", true)),
            Attribute(nameof(DenseAttribute), [1])));
        Assert.Empty(result.Diagnostics);
        Assert.Equal(SpecReader.Read(yaml, "mini.net.yaml").Spec, result.Spec);
    }

    [Fact]
    public void OtherKindsGiveTheModelOfTheSameYaml()
    {
        var yaml = Specs.Text(
            "[2, 12, 12]",
            "{ conv2d: 4, kernel: [5, 3], padding: [2, 1], stride: 1, activation: relu }",
            "{ conv2d: 4, padding: same, groups: 2 }",
            "{ batchnorm: , momentum: 0.2 }",
            "{ maxpool: [2, 3], stride: 2 }",
            "{ avgpool: 2, padding: 1 }",
            "flatten:",
            "dense: 3");
        var result = AttributeReader.Read(Network(
            "Tiny",
            Attribute("NetworkAttribute", [new[] { 2, 12, 12 }]),
            Attribute(nameof(Conv2DAttribute), [4], ("Kernel", new[] { 5, 3 }), ("Padding", new[] { 2, 1 }), ("Stride", new[] { 1 }), ("Activation", Member(Activation.Relu))),
            Attribute(nameof(Conv2DAttribute), [4], ("PaddingMode", Member(PaddingMode.Same)), ("Groups", 2)),
            Attribute(nameof(BatchNormAttribute), [], ("Momentum", 0.2)),
            Attribute(nameof(MaxPoolAttribute), [new[] { 2, 3 }], ("Stride", new[] { 2 })),
            Attribute(nameof(AvgPoolAttribute), [new[] { 2 }], ("Padding", new[] { 1 })),
            Attribute(nameof(FlattenAttribute), []),
            Attribute(nameof(DenseAttribute), [3])) with { Namespace = null });
        Assert.Empty(result.Diagnostics);
        Assert.Equal(Specs.Read(yaml).Spec, result.Spec);
    }

    [Fact]
    public void RecurrentKindsTakeReturn()
    {
        var result = AttributeReader.Read(Network(
            "Tiny",
            Attribute("NetworkAttribute", [new[] { 6, 4 }]),
            Attribute(nameof(Conv1DAttribute), [4], ("PaddingMode", Member(PaddingMode.Causal)), ("Dilation", 2)),
            Attribute(nameof(GruAttribute), [5], ("Return", Member(RecurrentReturn.Sequence))),
            Attribute(nameof(LstmAttribute), [3])) with { Namespace = null });
        Assert.Equal(
            Specs.Read(Specs.Text("[6, 4]", "{ conv1d: 4, padding: causal, dilation: 2 }", "{ gru: 5, return: sequence }", "lstm: 3")).Spec,
            result.Spec);
    }

    [Fact]
    public void AttributesOfAClassGiveTheModelOfTheSameYaml()
    {
        var data = typeof(Decorated).CustomAttributes.Where(attribute => attribute.AttributeType.Namespace == "NetSpec").Select(Arguments).ToList();
        var result = AttributeReader.Read(new AttributeNetwork("Tiny", null, _classSpan, "mini.cs", data[0], [.. data.Skip(1)]));
        Assert.Empty(result.Diagnostics);
        var layers = new[]
        {
            "{ conv2d: 4, kernel: [5, 3], padding: same, activation: relu, name: edges }", "maxpool: 2", "{ activation: { elu: 0.5 } }", "global_avgpool:",
            "{ dense: 4, activation: { leaky_relu: 0.2 } }", "{ dense: 4, tie: dense1 }",
        };
        Assert.Equal(Specs.Read(Specs.Text("[2, 12, 12]", layers) + "loss: hinge\n").Spec, result.Spec);
    }

    [Fact]
    public void ErrorsStandAtTheAttributesPlace()
    {
        var result = AttributeReader.Read(Network(
            "class",
            Attribute("NetworkAttribute", [new[] { 3 }]),
            Attribute(nameof(DenseAttribute), [0]),
            Attribute(nameof(DenseAttribute), [2], ("Activation", new AttributeEnum("99", 99)))));
        Assert.Equal(["NS1020", "NS1014"], result.Diagnostics.Select(d => d.Id));
        Assert.Equal("mini.cs(2,8): error NS1020: 'dense' of layer 'dense1' must be at least 1, not 0", result.Diagnostics[0].ToString());
        Assert.Equal(3, result.Diagnostics[1].Span.StartLine);
    }

    [Fact]
    public void NamesAndShapesAreCheckedAsInYaml()
    {
        var result = AttributeReader.Read(Network(
            "record",
            Attribute("NetworkAttribute", [new[] { 3 }]),
            Attribute(nameof(FlattenAttribute), []),
            Attribute(nameof(LstmAttribute), [2])));
        Assert.Equal(["NS1031", "NS1040"], result.Diagnostics.Select(d => d.Id));
        Assert.Equal((9, 3), (result.Diagnostics[0].Span.StartLine, result.Diagnostics[1].Span.StartLine));
    }

    [Fact]
    public void EveryLayerAttributeBelongsToOneKind()
    {
        var attributes = typeof(LayerAttribute).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(LayerAttribute)) && !type.IsAbstract).ToList();
        Assert.Equal(
            LayerKinds.All.Where(kind => kind.AttributeName is not null).Select(kind => kind.AttributeName!).Order(StringComparer.Ordinal),
            attributes.Select(type => type.Name).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["concat", "residual"],
            LayerKinds.All.Where(kind => kind.AttributeName is null).Select(kind => kind.Keyword).Order(StringComparer.Ordinal));
        Assert.All(attributes, type => Assert.True(AttributeReader.IsLayer(type.Name)));
        Assert.False(AttributeReader.IsLayer(nameof(NetworkAttribute)));
    }

    [Fact]
    public void EveryOptionIsAPropertyOfTheAttribute()
    {
        foreach (var kind in LayerKinds.All.Where(kind => kind.AttributeName is not null))
        {
            var properties = typeof(LayerAttribute).Assembly.GetType("NetSpec." + kind.AttributeName)!.GetProperties(BindingFlags.Public | BindingFlags.Instance);
            Assert.All(kind.OptionKeys, key => Assert.Contains(properties, property => property.Name.ToLowerInvariant() == key));
        }
    }

    // What the compiler says of an attribute, as reflection says it.
    private static AttributeArguments Arguments(CustomAttributeData data) =>
        Attribute(
            data.AttributeType.Name,
            [.. data.ConstructorArguments.Select(Value)],
            [.. data.NamedArguments.Select(argument => (argument.MemberName, Value(argument.TypedValue)))]);

    private static object? Value(CustomAttributeTypedArgument argument) =>
        argument.ArgumentType.IsEnum ? new AttributeEnum(
            Enum.GetName(argument.ArgumentType, argument.Value!)!,
            Convert.ToInt64(argument.Value, System.Globalization.CultureInfo.InvariantCulture))
        : argument.Value is IReadOnlyCollection<CustomAttributeTypedArgument> items ? items.Select(Value).ToArray()
        : argument.Value;

    private static AttributeNetwork Network(string name, AttributeArguments network, params AttributeArguments[] layers) =>
        new(name, "Demo.Nets", _classSpan, "mini.cs", network, [.. layers.Select((layer, i) => At(layer, i + 2))]);

    private static AttributeArguments At(AttributeArguments attribute, int line) =>
        attribute with
        {
            Span = Line(line, 2),
            Positional = [.. attribute.Positional.Select(value => value with { Span = Line(line, 8) })],
            Named = [.. attribute.Named.Select(property => property with { NameSpan = Line(line, 12), Value = property.Value with { Span = Line(line, 20) } })],
        };

    private static AttributeArguments Attribute(string name, object?[] positional, params (string Name, object? Value)[] named) =>
        new(name, Line(1, 1), [.. positional.Select(value => new AttributeValue(value, Line(1, 8)))],
            [.. named.Select(pair => new AttributeProperty(pair.Name, Line(1, 12), new AttributeValue(pair.Value, Line(1, 20))))]);

    private static AttributeEnum Member<T>(T value)
        where T : struct, Enum => new(value.ToString(), Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));

    private static SourceSpan Line(int line, int column) =>
        new(line, column, line, column + 1, (line * 100) + column, (line * 100) + column + 1);

    [Network(2, 12, 12, Loss = Loss.Hinge)]
    [Conv2D(4, Kernel = [5, 3], PaddingMode = PaddingMode.Same, Activation = Activation.Relu, Name = "edges")]
    [MaxPool(2)]
    [Activation(Activation.Elu, ActivationParameter = 0.5)]
    [GlobalAvgPool]
    [Dense(4, Activation = Activation.LeakyRelu, ActivationParameter = 0.2)]
    [Dense(4, Tie = "dense1")]
    private sealed class Decorated;
}
