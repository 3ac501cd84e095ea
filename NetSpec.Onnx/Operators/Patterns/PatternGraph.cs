using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Onnx.Reading;
using NetSpec.Runtime;
using Proto = NetSpec.Onnx.Schema;

namespace NetSpec.Onnx.Operators;

/// <summary>The graph before a node, as patterns look at it.</summary>
internal sealed class PatternGraph(IReadOnlyDictionary<string, Tensor> constants)
{
    // Each level of a product of products can double the work.
    private const int MostDepth = 8;

    private readonly Dictionary<string, OnnxNode> _makers = new(StringComparer.Ordinal);

    /// <summary>Adds a node behind those that are known.</summary>
    public void Add(OnnxNode node)
    {
        foreach (var output in node.Outputs.Where(o => o.Length > 0))
            _makers[output] = node;
    }

    /// <summary>The node that gives a value, if it is of ONNX and of a type.</summary>
    public OnnxNode? Maker(string value, string type) =>
        _makers.TryGetValue(value, out var node) && node.Type == type && node.Domain.Length == 0 && node.Outputs[0] == value && IsWhole(node) ? node : null;

    /// <summary>Whether a node has the inputs that its operator needs; one that has not is refused later.</summary>
    public static bool IsWhole(OnnxNode node) => OperatorTable.Find(node.Type) is not { } found || node.Inputs.Length >= found.LeastInputs;

    /// <summary>The node that gives a value, and the number of the output; null where no node does.</summary>
    public (OnnxNode Node, int Output)? Giver(string value) => _makers.TryGetValue(value, out var node) ? (node, node.Outputs.IndexOf(value)) : null;

    /// <summary>The nodes of a type before this one.</summary>
    public IEnumerable<OnnxNode> Before(string type) => _makers.Values.Where(n => n.Type == type);

    public bool IsConstant(string value) => constants.ContainsKey(value);

    public Tensor? Constant(string value) => constants.GetValueOrDefault(value);

    /// <summary>A constant that is one number, and gives no value more axes.</summary>
    public double? Number(string value) =>
        constants.TryGetValue(value, out var tensor) && tensor is { Length: 1, Shape.Count: <= 1 } ? tensor.ToDoubles()[0] : null;

    public bool IsNumber(string value, double number) => Number(value) is { } found && Math.Abs(found - number) <= 1e-6 * Math.Max(1, Math.Abs(number));

    /// <summary>Of a node of two inputs the one that is not that number; null where neither is.</summary>
    public string? Other(OnnxNode? node, double number) => node is null ? null
        : IsNumber(node.Inputs[1], number) ? node.Inputs[0]
        : IsNumber(node.Inputs[0], number) ? node.Inputs[1]
        : null;

    /// <summary>A product as its variable factors and the number that it multiplies by; divisions by numbers belong to it.</summary>
    public (ImmutableArray<string> Factors, double Number) Product(string value) => Product(value, MostDepth);

    private (ImmutableArray<string> Factors, double Number) Product(string value, int depth)
    {
        if (Number(value) is { } number) return ([], number);
        if (depth == 0) return ([value], 1);
        if (Maker(value, "Mul") is { Inputs.Length: 2 } product && !product.Attributes.Has("axis"))
        {
            var (left, right) = (Product(product.Inputs[0], depth - 1), Product(product.Inputs[1], depth - 1));
            // Longer products are no activation, and a stranger's could be endless.
            return left.Factors.Length + right.Factors.Length > 3 ? ([value], 1) : (left.Factors.AddRange(right.Factors), left.Number * right.Number);
        }
        if (Maker(value, "Div") is { Inputs.Length: 2 } quotient && Number(quotient.Inputs[1]) is { } divisor and not 0)
        {
            var above = Product(quotient.Inputs[0], depth - 1);
            return (above.Factors, above.Number / divisor);
        }
        return ([value], 1);
    }

    /// <summary>The value that is kept between two numbers.</summary>
    public string? Clipped(string value, double low, double high)
    {
        if (Maker(value, "Clip") is not { } clip) return null;
        var (least, greatest) = (Bound(clip, "min", 1), Bound(clip, "max", 2));
        return least is { } l && greatest is { } g && Math.Abs(l - low) < 1e-6 && Math.Abs(g - high) < 1e-6 ? clip.Inputs[0] : null;
    }

    /// <summary>Axes that are an attribute or, later, an input.</summary>
    public ImmutableArray<long>? Axes(OnnxNode node) => node.Attributes.Wholes("axes")
        ?? (node.Inputs.Length > 1 && Constant(node.Inputs[1]) is Tensor<long> axes ? [.. axes.Values] : null);

    /// <summary>A node in place of the root.</summary>
    public static OnnxNode Replace(OnnxNode root, string type, ImmutableArray<string> inputs, params ReadOnlySpan<Proto.Attribute> attributes)
    {
        var byName = ImmutableDictionary.CreateBuilder<string, Proto.Attribute>(StringComparer.Ordinal);
        foreach (var attribute in attributes)
            byName.Add(attribute.Name, attribute);
        var isOwn = OperatorTable.Find(Operations.PatternDomain + type) is not null;
        return root with
        {
            Type = type,
            Domain = isOwn ? Operations.PatternDomain : "",
            Opset = 17,
            Inputs = inputs,
            Attributes = new NodeAttributes(root.Label, byName.ToImmutable(), (_, _) => throw new InvalidOperationException("A pattern has no tensors.")),
        };
    }

    public static Proto.Attribute Float(string name, double value) => new() { Name = name, F = (float)value, Type = Proto.Attribute.Types.Kind.Float };

    public static Proto.Attribute Int(string name, long value) => new() { Name = name, I = value, Type = Proto.Attribute.Types.Kind.Int };

    public static Proto.Attribute Ints(string name, long value) => new() { Name = name, Ints = { value }, Type = Proto.Attribute.Types.Kind.Ints };

    private double? Bound(OnnxNode clip, string name, int input) =>
        clip.Attributes.Has(name) ? clip.Attributes.Number(name, 0) : clip.Inputs.Length > input ? Number(clip.Inputs[input]) : null;
}
