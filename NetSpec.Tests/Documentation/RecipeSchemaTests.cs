using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NetSpec.Cli.Recipes;
using NetSpec.Pruning;
using NetSpec.Runtime;
using NetSpec.Spec.Reading;
using NetSpec.Tests.Language;

namespace NetSpec.Tests.Documentation;

/// <summary>specs/netspec-run.schema.json against the readers of recipes.</summary>
public partial class RecipeSchemaTests
{
    private const string Unknown = "qqqqqqqqqqqqqqqq";

    private static readonly JsonObject _text = JsonNode.Parse(File.ReadAllText(Repository.At("specs/netspec-run.schema.json")))!.AsObject();

    private static readonly SchemaValidator _schema = new(_text);

    public static TheoryData<string> Recipes => new(
        Directory.GetFiles(Repository.At("specs"), "*.run.yaml").Append(Repository.At("NetSpec.Samples/digits.run.yaml")).Select(path => Path.GetRelativePath(Repository.Root, path)));

    [Theory]
    [MemberData(nameof(Recipes))]
    public void AcceptsEveryRecipe(string path) => Assert.True(_schema.IsValid(File.ReadAllText(Repository.At(path))));

    [Theory]
    [InlineData("mlp", 3)]
    [InlineData("cnn", 1, 8, 8)]
    [InlineData("rnn", 5, 2)]
    public void AcceptsWhatNewWrites(string kind, params int[] input) => Assert.True(_schema.IsValid(Templates.Of(kind, input, "Some", 3).Recipe));

    // What the mapping is in, with X where one more key goes, and where the schema has its keys.
    [Theory]
    [InlineData("X", "")]
    [InlineData("train: { X }", "train")]
    [InlineData("finetune: { X }", "finetune")]
    [InlineData("prune: { alpha: 0.5, X }", "prune")]
    [InlineData("prune: { budget: { macs: 5, X } }", "prune/budget")]
    [InlineData("train: { early_stopping: { patience: 5, X } }", "train/early_stopping/1")]
    [InlineData("train: { checkpoint: { path: a, X } }", "train/checkpoint/1")]
    [InlineData("train: { schedule: { step: { every: 5, X } } }", "#schedule/1/step")]
    [InlineData("train: { schedule: { cosine: { X } } }", "#schedule/1/cosine/1")]
    [InlineData("train: { schedule: { warmup: { epochs: 5, X } } }", "#schedule/1/warmup")]
    public void HasTheKeysThatTheReaderAsksFor(string recipe, string place)
    {
        var error = Assert.Throws<InputException>(() => Read(recipe.Replace("X", Unknown + ": 1", StringComparison.Ordinal)));
        var asked = Quoted().Matches(Assert.Single(error.Message.Split('\n'), line => line.Contains(Unknown, StringComparison.Ordinal)).Split("expected")[1]).Select(m => m.Groups[1].Value);
        Assert.Equal(asked.Order(StringComparer.Ordinal), Keys(At(place)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void HasEveryOptimizerWithItsNumbersAndDefaults()
    {
        Assert.Equal(OptimizerOptions.Names, Words(_text["definitions"]!["optimizer"]!["anyOf"]![0]!));
        foreach (var name in OptimizerOptions.Names)
        {
            var defaults = new OptimizerOptions(name).Resolve();
            var properties = At($"#optimizer/1/{name}/1")["properties"]!.AsObject();
            foreach (var key in OptimizerKey.All)
                Assert.Equal(key.Get(defaults), properties[key.Name]?["default"]?.GetValue<double>());
            Assert.Empty(properties.Select(p => p.Key).Except(OptimizerKey.All.Select(key => key.Name)));
        }
    }

    [Fact]
    public void HasEveryKindOfDataWithItsKeys()
    {
        var kinds = _text["definitions"]!["data"]!["anyOf"]!.AsArray().Select(kind => kind!["properties"]!.AsObject()).ToList();
        var known = DataLoader.Kinds;
        Assert.Equal(known.Select(kind => kind.Name), kinds.Select(kind => kind["kind"]!["const"]!.GetValue<string>()));
        foreach (var (kind, properties) in known.Zip(kinds))
            Assert.Equal(kind.Keys.Prepend("kind").Order(StringComparer.Ordinal), properties.Select(p => p.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void HasTheWordsOfTheReaders()
    {
        Assert.Equal(Baselines.All.Select(b => b.Name), Words(_text["definitions"]!["baseline"]!));
        Assert.Equal(AugmentOptions.Names, Words(_text["definitions"]!["change"]!["anyOf"]![0]!));
        Assert.Equal(Initializer.Names.Order(StringComparer.Ordinal), Words(At("train")["properties"]!["init"]!).Order(StringComparer.Ordinal));
        Assert.Equal(new WordForm<Reconstruction>().Words, Words(At("prune")["properties"]!["reconstruct"]!));
        Assert.Equal(new WordForm<Criterion>().Words, Words(At("prune")["properties"]!["criterion"]!));
    }

    [Theory]
    [InlineData("train: { epocs: 3 }")]
    [InlineData("train: { batch: 0 }")]
    [InlineData("train: { optimizer: adm }")]
    [InlineData("train: { optimizer: { sgd: { beta1: 0.9 } } }")]
    [InlineData("train: { schedule: { step: { factor: 0.1 } } }")]
    [InlineData("train: { augment: { flip: 3 } }")]
    [InlineData("train: { distill: true }")]
    [InlineData("finetune: { init: he }")]
    [InlineData("prune: { theta: 0.5 }")]
    [InlineData("prune: { alpha: 0.5, rho: 1 }")]
    [InlineData("prune: { alpha: 2 }")]
    [InlineData("prune: { budget: { joules: 5 } }")]
    [InlineData("compare: [best]")]
    public void RejectsWhatTheReaderRejects(string recipe)
    {
        Assert.Throws<InputException>(() => Read(recipe));
        Assert.False(_schema.IsValid(recipe));
    }

    [Theory]
    [InlineData("train: { optimizer: { rmsprop: { learning_rate: 0.002, beta2: 0.9 } }, schedule: { warmup: { steps: 2, then: { step: { every: 3 } } } } }")]
    [InlineData("train: { schedule: cosine, class_weights: [1, 2], early_stopping: 4, checkpoint: c.safetensors, augment: [flip, { shift: 3 }, { cutout: }] }")]
    [InlineData("train: { schedule: { cosine: }, augment: { shift: 2, flip: } }")]
    [InlineData("prune: { budget: { latency: 12.5 }, multiple_of: 8, name: Small }\nfinetune: { distill: true }\ncompare: random")]
    [InlineData("data: { kind: csv, path: d.csv, features: [a, b], target: -1, test: 0.25, limit: 9 }")]
    public void AcceptsWhatTheReaderAccepts(string recipe)
    {
        Read(recipe);
        Assert.True(_schema.IsValid(recipe));
    }

    [Fact]
    public void EveryKeyHasATextToHoverOver() => Assert.Empty(Undescribed(_text, ""));

    private static IEnumerable<string> Undescribed(JsonNode? node, string place) => node switch
    {
        JsonObject rules => rules.SelectMany(rule => rule.Key == "properties"
            ? rule.Value!.AsObject().SelectMany(p => (p.Value!["description"] is null ? [$"{place}/{p.Key}"] : Enumerable.Empty<string>()).Concat(Undescribed(p.Value, $"{place}/{p.Key}")))
            : Undescribed(rule.Value, place)),
        JsonArray list => list.SelectMany(each => Undescribed(each, place)),
        _ => [],
    };

    private static void Read(string recipe) => RecipeReader.Read("r.run.yaml", recipe, RecipeSections.Recipe);

    // A place: keys, the number of an alternative, or the name of a definition behind #.
    private static JsonObject At(string place) => place.Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate(_text, (rules, step) =>
        (step[0] == '#' ? _text["definitions"]![step[1..]]! : char.IsDigit(step[0]) ? rules["anyOf"]![step[0] - '0']! : rules["properties"]![step]!).AsObject());

    private static IEnumerable<string> Keys(JsonObject rules) => rules["properties"]!.AsObject().Select(p => p.Key);

    private static IEnumerable<string> Words(JsonNode rules) => rules["enum"]!.AsArray().Select(word => word!.GetValue<string>());

    [GeneratedRegex("'([a-z_0-9]+)'")]
    private static partial Regex Quoted();
}
