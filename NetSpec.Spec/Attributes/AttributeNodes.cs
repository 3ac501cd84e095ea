using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using NetSpec.Spec.Reading;
using NetSpec.Spec.Text;
using NetSpec.Spec.Writing;

namespace NetSpec.Spec.Attributes;

/// <summary>Constants of attributes as the nodes that YAML would give.</summary>
internal static class AttributeNodes
{
    public static SpecNode From(AttributeValue value) => From(value.Value, value.Span);

    public static ScalarNode Word(string text, SourceSpan span) => new(text, isQuoted: false, span);

    private static SpecNode From(object? value, SourceSpan span) =>
        value switch
        {
            null => Word("", span),
            string text => new ScalarNode(text, isQuoted: true, span),
            bool flag => Word(flag ? "true" : "false", span),
            AttributeEnum member => Word(SnakeCase.From(member.Member), span),
            double number => Word(Number(number), span),
            float number => Word(Number(number), span),
            IEnumerable items => List(items, span),
            _ => Word(System.Convert.ToString(value, CultureInfo.InvariantCulture)!, span),
        };

    // A single value and a list of one are the same to C#'s params.
    private static SpecNode List(IEnumerable items, SourceSpan span)
    {
        var nodes = items.Cast<object?>().Select(item => From(item, span)).ToImmutableArray();
        return nodes.Length == 1 ? nodes[0] : new SequenceNode(nodes, span);
    }

    private static string Number(double value) =>
        double.IsNaN(value) ? ".nan" : double.IsInfinity(value) ? (value > 0 ? ".inf" : "-.inf") : Numbers.Shortest(value);
}
