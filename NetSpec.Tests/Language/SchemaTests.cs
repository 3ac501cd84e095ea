using System.Text.Json.Nodes;
using NetSpec.Spec;
using NetSpec.Spec.Reading;

namespace NetSpec.Tests.Language;

public sealed class SchemaTests
{
    // What a schema cannot see: names against each other, shapes, sums, C#'s keywords, and errors before there is a document.
    private static readonly string[] _meaning =
    [
        "NS1001", "NS1002", "NS1003", "NS1004", "NS1005", "NS1006", "NS1007", "NS1008", "NS1013",
        "NS1031", "NS1032", "NS1040", "NS1041", "NS1042", "NS1043", "NS1044", "NS1045", "NS1046", "NS1047", "NS1048",
        "NS1050", "NS1051", "NS1052", "NS1053", "NS1060", "NS1061", "NS1062",
    ];

    private static readonly SchemaValidator _schema = SchemaValidator.Load();

    public static TheoryData<string> Structural { get; } =
        new(DiagnosticPage.OfReading.Select(page => page.Id).Where(id => !_meaning.Contains(id) && id != "NS1026"));

    public static TheoryData<string> Examples { get; } =
        new(Directory.GetFiles(Path.GetDirectoryName(SchemaValidator.SchemaPath)!, "*.net.yaml", SearchOption.AllDirectories).Select(file => Path.GetFileName(file)!).DefaultIfEmpty(""));

    public static TheoryData<string> Names { get; } = new(Oracle.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public void AcceptsEveryReferenceSpec(string name)
    {
        Assert.True(_schema.IsValid(Oracle.Text(name)));
        Assert.True(_schema.IsValid(SpecWriter.Write(SpecReader.Read(Oracle.Text(name), name).Spec!)));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void AcceptsEveryExample(string file)
    {
        if (file.Length > 0) Assert.True(_schema.IsValid(File.ReadAllText(Directory.GetFiles(Path.GetDirectoryName(SchemaValidator.SchemaPath)!, file, SearchOption.AllDirectories).Single())));
    }

    [Theory]
    [MemberData(nameof(Structural))]
    public void RejectsEveryStructuralError(string id)
    {
        var page = DiagnosticPage.All.Single(p => p.Id == id);
        Assert.False(_schema.IsValid(page.Example));
        Assert.True(_schema.IsValid(page.Fix!));
    }

    [Theory]
    [InlineData("{ conv2d: 4, kernel: [3] }")]
    [InlineData("{ conv2d: 4, kernel: [3, 3, 3] }")]
    [InlineData("{ conv2d: 4, padding: causal }")]
    [InlineData("{ dense: 4, activation: { leaky_relu: 0.2, elu: 1 } }")]
    [InlineData("{ dense: 4, name: Branch1 }")]
    [InlineData("{ dense: 4, tie: { transpose: true } }")]
    [InlineData("flatten: 3")]
    [InlineData("flatten")]
    [InlineData("residual: { shortcut: [] }")]
    [InlineData("{ lstm: 3, return: all }")]
    [InlineData("{ activation: relu, bias: false }")]
    public void RejectsOtherStructuralErrors(string layer)
    {
        Assert.False(_schema.IsValid(Specs.Text("3", layer)));
        Assert.NotEmpty(Specs.Read(Specs.Text("3", layer)).Diagnostics);
    }

    [Fact]
    public void HasEveryKindWithItsOptionsAndNoOther()
    {
        var kinds = _schema.Definitions["layer"]!["anyOf"]!.AsArray().Select(reference => reference!["$ref"]!.GetValue<string>()["#/definitions/".Length..]);
        Assert.Equal(LayerKinds.All.Select(kind => kind.Keyword), kinds);
        foreach (var kind in LayerKinds.All)
        {
            var definition = Rules(kind);
            string[] common = kind.TakesActivation ? ["activation", "name"] : ["name"];
            Assert.Equal(
                [kind.Keyword, .. kind.OptionKeys, .. common],
                definition["properties"]!.AsObject().Select(property => property.Key));
            Assert.Equal(kind.Keyword, Assert.Single(definition["required"]!.AsArray())!.GetValue<string>());
            Assert.Equal(kind.Summary, definition["description"]!.GetValue<string>());
        }
    }

    [Fact]
    public void HasTheWordsOfTheLanguage()
    {
        Assert.Equal(new WordForm<Activation>().Words, Words(_schema.Definitions["activationName"]!["enum"]!));
        var properties = JsonNode.Parse(File.ReadAllText(SchemaValidator.SchemaPath))!["properties"]!.AsObject();
        Assert.Equal(NetworkOptions.Keys, properties.Select(property => property.Key));
        Assert.Equal(new WordForm<Loss>().Words, Words(properties["loss"]!["enum"]!));
        Assert.Equal(new WordForm<Backends>().Words, Words(properties["backends"]!["items"]!["enum"]!));
        Assert.Equal(new WordForm<DropoutNoise>().Words, Words(Option("dropout", "noise")["enum"]!));
        Assert.All(
            ["rnn", "gru", "lstm"],
            kind => Assert.Equal(new WordForm<RecurrentReturn>().Words, Words(Option(kind, "return")["enum"]!)));
    }

    [Fact]
    public void DescribesEveryKey() =>
        Assert.All(
            LayerKinds.All.SelectMany(kind => kind.OptionKeys.Select(key => Option(kind.Keyword, key))),
            option => Assert.True(option.ContainsKey("description") || Assert.Single(option).Key == "$ref"));

    private static JsonObject Rules(LayerKind kind) => _schema.Definitions[kind.Keyword]!.AsObject();

    private static JsonObject Option(string kind, string key) => _schema.Definitions[kind]!["properties"]![key]!.AsObject();

    private static IEnumerable<string> Words(JsonNode words) => words.AsArray().Select(word => word!.GetValue<string>());
}
