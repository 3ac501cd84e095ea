using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NetSpec.Spec.Text;

namespace NetSpec.Tests.Language;

/// <summary>Validates against the part of JSON Schema (draft 7) that the spec's schema uses; a keyword outside it is an error of the schema.</summary>
internal sealed class SchemaValidator(JsonObject schema)
{
    private static readonly HashSet<string> _annotations = ["$schema", "title", "description", "default", "definitions"];

    public static string SchemaPath => Path.Combine(AppContext.BaseDirectory, "_specs", "netspec.schema.json");

    public static SchemaValidator Load() => new(JsonNode.Parse(File.ReadAllText(SchemaPath))!.AsObject());

    public JsonObject Definitions => schema["definitions"]!.AsObject();

    public bool IsValid(string yaml) => Matches(schema, Convert(YamlNodes.Read(yaml)));

    private static JsonNode? Convert(SpecNode node) =>
        node switch
        {
            MappingNode map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Key, Convert(entry.Value)))),
            SequenceNode list => new JsonArray([.. list.Items.Select(Convert)]),
            ScalarNode { IsText: true } text => JsonValue.Create(text.Text),
            ScalarNode { IsEmpty: true } => null,
            ScalarNode scalar when CoreSchema.TryBoolean(scalar.Text, out var flag) => JsonValue.Create(flag),
            ScalarNode scalar when CoreSchema.TryNumber(scalar.Text, out var number) && double.IsFinite(number) => JsonValue.Create(number),
            _ => JsonValue.Create("no JSON number"),
        };

    private static bool IsType(string type, JsonNode? value) =>
        type switch
        {
            "null" => value is null,
            "object" => value is JsonObject,
            "array" => value is JsonArray,
            "string" => value?.GetValueKind() == JsonValueKind.String,
            "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
            "number" => value?.GetValueKind() == JsonValueKind.Number,
            "integer" => value?.GetValueKind() == JsonValueKind.Number && double.IsInteger(value.GetValue<double>()),
            _ => throw new NotSupportedException(type),
        };

    private bool Matches(JsonObject rules, JsonNode? value) =>
        rules.All(rule => _annotations.Contains(rule.Key) || Holds(rule.Key, rule.Value!, rules, value));

    private bool Holds(string keyword, JsonNode rule, JsonObject rules, JsonNode? value) =>
        keyword switch
        {
            "$ref" => Matches(Definitions[rule.GetValue<string>()["#/definitions/".Length..]]!.AsObject(), value),
            "type" => IsType(rule.GetValue<string>(), value),
            "const" => Equal(rule, value),
            "enum" => rule.AsArray().Any(each => Equal(each, value)),
            "allOf" => rule.AsArray().All(each => Matches(each!.AsObject(), value)),
            "anyOf" => rule.AsArray().Any(each => Matches(each!.AsObject(), value)),
            "oneOf" => rule.AsArray().Count(each => Matches(each!.AsObject(), value)) == 1,
            "not" => !Matches(rule.AsObject(), value),
            "pattern" => !IsType("string", value) || Regex.IsMatch(value!.GetValue<string>(), rule.GetValue<string>()),
            "minimum" or "maximum" or "exclusiveMinimum" or "exclusiveMaximum" => !IsType("number", value) || Compares(keyword, value!.GetValue<double>(), Number(rule)),
            "required" => value is not JsonObject map || rule.AsArray().All(key => map.ContainsKey(key!.GetValue<string>())),
            "properties" => value is not JsonObject map || map.All(pair => rule.AsObject()[pair.Key] is not JsonObject inner || Matches(inner, pair.Value)),
            "additionalProperties" => value is not JsonObject map || map.All(pair => rules["properties"]!.AsObject().ContainsKey(pair.Key)),
            "minProperties" => value is not JsonObject map || map.Count >= Number(rule),
            "maxProperties" => value is not JsonObject map || map.Count <= Number(rule),
            "items" => value is not JsonArray list || list.All(item => Matches(rule.AsObject(), item)),
            "minItems" => value is not JsonArray list || list.Count >= Number(rule),
            "maxItems" => value is not JsonArray list || list.Count <= Number(rule),
            "uniqueItems" => value is not JsonArray list || list.Select(item => item?.ToJsonString()).Distinct().Count() == list.Count,
            _ => throw new NotSupportedException(keyword),
        };

    private static bool Equal(JsonNode? rule, JsonNode? value) =>
        rule?.GetValueKind() == JsonValueKind.Number && value?.GetValueKind() == JsonValueKind.Number
            ? Number(rule) == value.GetValue<double>()
            : JsonNode.DeepEquals(rule, value);

    private static double Number(JsonNode rule) => double.Parse(rule.ToJsonString(), CultureInfo.InvariantCulture);

    private static bool Compares(string keyword, double value, double limit) =>
        keyword switch
        {
            "minimum" => value >= limit,
            "maximum" => value <= limit,
            "exclusiveMinimum" => value > limit,
            _ => value < limit,
        };
}
