using System.Text.Json;
using System.Text.Json.Nodes;
using NetSpec.Cli.Verbs;
using NetSpec.Tests.Cli;
using NetSpec.Tests.Language;

namespace NetSpec.Tests.Documentation;

/// <summary>What an editor needs: schemas by the files' names, and a text for each key.</summary>
public class EditorTests
{
    [Fact]
    public void TheCommandWritesTheSchemasOfTheRepository()
    {
        using var session = new CommandSession();
        session.Done("schema", "--out", session.Folder);
        Assert.All(SchemaVerb.Files, file => Assert.Equal(File.ReadAllText(Repository.At("specs/" + file)), File.ReadAllText(session.At(file))));
    }

    [Fact]
    public void TheRepositoryTellsVisualStudioCodeWhichFilesTheyAreFor()
    {
        var settings = JsonDocument.Parse(File.ReadAllText(Repository.At(".vscode/settings.json"))).RootElement.GetProperty("yaml.schemas");
        Assert.Equal(
            [("specs/netspec.schema.json", "*.net.yaml"), ("specs/netspec-run.schema.json", "*.run.yaml")],
            settings.EnumerateObject().Select(p => (p.Name, p.Value.GetString()!)));
        Assert.All(settings.EnumerateObject(), p => Assert.True(File.Exists(Repository.At(p.Name))));
    }

    [Fact]
    public void EveryKeyOfANetworkHasATextToHoverOver()
    {
        var schema = JsonNode.Parse(File.ReadAllText(SchemaValidator.SchemaPath))!.AsObject();
        Assert.Empty(Properties(schema).Where(p => (p.Value["description"] ?? Referred(schema, p.Value)?["description"]) is null).Select(p => p.Key));
    }

    /// <summary>Every key of a network's schema, those of mappings inside included.</summary>
    internal static IEnumerable<string> KeysOfNetworks() => Properties(JsonNode.Parse(File.ReadAllText(SchemaValidator.SchemaPath))).Select(p => p.Key).Distinct();

    private static JsonNode? Referred(JsonObject schema, JsonNode property) =>
        property["$ref"] is { } reference ? schema["definitions"]![reference.GetValue<string>()["#/definitions/".Length..]] : null;

    private static IEnumerable<(string Key, JsonNode Value)> Properties(JsonNode? node) => node switch
    {
        JsonObject rules => rules.SelectMany(rule => rule.Key == "properties"
            ? rule.Value!.AsObject().SelectMany(p => Properties(p.Value).Prepend((p.Key, p.Value!)))
            : Properties(rule.Value)),
        JsonArray list => list.SelectMany(Properties),
        _ => [],
    };
}
