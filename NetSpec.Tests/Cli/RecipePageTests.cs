using System.Globalization;
using System.Text.RegularExpressions;
using NetSpec.Cli.Recipes;
using NetSpec.Pruning;
using NetSpec.Runtime;

namespace NetSpec.Tests.Cli;

/// <summary>docs/recipes.md against the readers.</summary>
public partial class RecipePageTests
{
    private static readonly string _page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "_docs", "recipes.md"));

    // Keys under another name than their property's.
    private static readonly Dictionary<string, string> Renamed = new() { ["initializer"] = "init" };

    [Theory]
    [InlineData("`train`, `finetune`", "train")]
    [InlineData("`prune`", "prune")]
    public void EveryKeyOfThePageIsRead(string heading, string section)
    {
        foreach (var key in Keys(heading))
        {
            var owner = key == "distill" ? "finetune" : section;
            var error = Assert.Throws<InputException>(() => RecipeReader.Read("r.run.yaml", $"network: n.net.yaml\n{owner}:\n  {key}: {{ no such thing: 1 }}\n", RecipeSections.Recipe));
            Assert.DoesNotContain($"Unknown key '{key}'", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("`train`, `finetune`", typeof(TrainingOptions))]
    [InlineData("`prune`", typeof(PruneOptions))]
    public void EveryOptionIsOnThePage(string heading, Type options)
    {
        var keys = Keys(heading).ToHashSet();
        foreach (var property in options.GetProperties().Where(p => p.CanWrite && p.Name is not ("Widths" or "RefitInputLimit")))
        {
            var key = SnakeCase().Replace(property.Name, "_").ToLowerInvariant();
            Assert.Contains(Renamed.GetValueOrDefault(key, key), keys);
        }
    }

    [Fact]
    public void OptimizersStandWithTheirDefaults()
    {
        foreach (var name in OptimizerOptions.Names)
        {
            var row = _page.Split('\n').Single(l => l.StartsWith('|') && l.Contains($"`{name}`", StringComparison.Ordinal) && !l.Contains("`optimizer`", StringComparison.Ordinal));
            var defaults = new OptimizerOptions(name).Resolve();
            Assert.Contains($"| {defaults.LearningRate!.Value.ToString(CultureInfo.InvariantCulture)} |", row, StringComparison.Ordinal);
            foreach (var (key, value) in new[] { ("momentum", defaults.Momentum), ("beta1", defaults.Beta1), ("beta2", defaults.Beta2) })
            {
                if (value is { } number) Assert.Contains($"{key} {number.ToString(CultureInfo.InvariantCulture)}", row, StringComparison.Ordinal);
            }
        }
    }

    private static IEnumerable<string> Keys(string heading) =>
        from line in _page.Split("## " + heading + "\n")[1].Split("\n## ")[0].Split("Optimizers follow")[0].Split('\n')
        where line.StartsWith("| `", StringComparison.Ordinal)
        from Match word in KeyWord().Matches(line.Split('|')[1])
        select word.Groups[1].Value;

    [GeneratedRegex("`([a-z_0-9]+)`")]
    private static partial Regex KeyWord();

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex SnakeCase();
}
