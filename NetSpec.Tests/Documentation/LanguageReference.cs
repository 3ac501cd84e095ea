using System.Text;
using System.Text.Json.Nodes;
using NetSpec.Spec;
using NetSpec.Tests.Language;

namespace NetSpec.Tests.Documentation;

/// <summary>The reference of the language, written from the schema; SchemaTests hold the schema to the readers' tables.</summary>
internal static class LanguageReference
{
    private static readonly JsonObject _schema = JsonNode.Parse(File.ReadAllText(SchemaValidator.SchemaPath))!.AsObject();

    private const string Head = "| key | takes | default | meaning |\n| --- | --- | --- | --- |\n";

    private static readonly string[] _common = ["activation", "name"];

    /// <summary>The keys of a network.</summary>
    public static string Network() => "\n" + Table(_schema, _schema["required"]!.AsArray()) + "\n";

    /// <summary>What every layer takes beside its kind's own keys.</summary>
    public static string Common() => "\n" + Head + string.Concat(_common.Select(key => Row(key, Definition("dense")["properties"]![key]!.AsObject(), isNeeded: false))) + "\n";

    /// <summary>A section for each kind.</summary>
    public static string Layers()
    {
        var text = new StringBuilder();
        foreach (var kind in LayerKinds.All)
        {
            var rules = Definition(kind.Keyword);
            text.Append(FormattableString.Invariant($"\n### {kind.Keyword}\n\n{kind.Summary}"));
            text.Append(kind.AttributeName is { } attribute ? FormattableString.Invariant($" As an attribute: `[{attribute[..^"Attribute".Length]}]`.") : " In YAML only.");
            text.Append("\n\n").Append(Table(rules, rules["required"]!.AsArray()));
        }
        return text.Append('\n').ToString();
    }

    private static string Table(JsonObject rules, JsonArray required)
    {
        var text = new StringBuilder(Head);
        foreach (var (key, value) in rules["properties"]!.AsObject())
        {
            var isNeeded = required.Any(name => name!.GetValue<string>() == key);
            if (_common.Contains(key) && !isNeeded && rules != _schema) continue;
            var property = value!.AsObject();
            text.Append(Row(key, property, isNeeded));
            // The keys of a mapping inside.
            foreach (var (inner, rule) in property["properties"]?.AsObject() ?? [])
                text.Append(Row($"{key}: {inner}", rule!.AsObject(), property["required"]?.AsArray().Any(name => name!.GetValue<string>() == inner) ?? false));
        }
        return text.ToString();
    }

    private static string Row(string key, JsonObject property, bool isNeeded)
    {
        var byDefault = isNeeded ? "needed" : property["default"] is { } known ? $"`{known.ToJsonString()}`".Replace("\"", "", StringComparison.Ordinal) : "";
        return FormattableString.Invariant($"| `{key}` | {Takes(property)} | {byDefault} | {Cell(Description(property))} |\n");
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static string Description(JsonObject property) => (property["description"] ?? Definition(property["$ref"]!)["description"])!.GetValue<string>();

    private static JsonObject Definition(string name) => _schema["definitions"]![name]!.AsObject();

    private static JsonObject Definition(JsonNode reference) => Definition(Name(reference));

    private static string Name(JsonNode reference) => reference.GetValue<string>()["#/definitions/".Length..];

    // What a value may be, in words; the names of definitions stand where a sentence would be needed each time.
    private static string Takes(JsonObject rules) =>
        rules switch
        {
            _ when rules["$ref"] is { } reference => Named(Name(reference)),
            _ when rules["allOf"] is JsonArray { Count: > 0 } all => Takes(all[0]!.AsObject()),
            _ when rules["anyOf"] is JsonArray any => string.Join(" or ", any.Select(each => Takes(each!.AsObject()))),
            _ when rules["const"] is { } constant => $"`{constant}`",
            _ when rules["enum"] is JsonArray words => string.Join(", ", words.Select(word => $"`{word}`")),
            _ => Typed(rules),
        };

    private static string Typed(JsonObject rules) =>
        rules["type"]!.GetValue<string>() switch
        {
            "boolean" => "`true`, `false`",
            "null" => "nothing",
            "string" => "a text",
            "array" when rules["items"]!["$ref"] is { } item && Name(item) == "layer" => "a list of layers",
            "array" when rules["minItems"]?.GetValue<int>() == 2 => $"two of them",
            "array" => $"a list: {Takes(rules["items"]!.AsObject())}",
            "object" => "a mapping: " + string.Join(", ", rules["properties"]!.AsObject().Select(p => $"`{p.Key}`")),
            "integer" => "a whole number",
            var number => number == "number" ? "a number" + Range(rules) : throw new NotSupportedException(number),
        };

    private static string Named(string definition) =>
        definition switch
        {
            "activationValue" => "an [activation](#activations)",
            "tie" => "a [tie](#ties)",
            "identifier" or "layerName" => "a C# identifier",
            "size" => "a whole number from 1",
            "amount" => "a whole number from 0",
            _ => Takes(Definition(definition)),
        };

    private static string Range(JsonObject rules)
    {
        string? Bound(string key) => rules[key]?.ToJsonString();
        var low = Bound("minimum") is { } least ? $" from {least}" : Bound("exclusiveMinimum") is { } above ? $" above {above}" : "";
        var high = Bound("maximum") is { } most ? $" to {most}" : Bound("exclusiveMaximum") is { } below ? $" to below {below}" : "";
        return low + high;
    }
}
