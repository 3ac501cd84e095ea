using NetSpec.Cli.Recipes;
using NetSpec.Spec;
using NetSpec.Spec.Reading;
using NetSpec.Spec.Text;

namespace NetSpec.Tests.Documentation;

/// <summary>Every block of YAML is read by the reader that it is for: whole files, and parts of them with the rest added.</summary>
public class YamlBlockTests
{
    private static readonly string[] _recipeKeys = ["network", "data", "train", "prune", "finetune", "repeat", "compare"];

    // A list of layers says in its first line what it reads.
    private const string InputComment = "# input: ";

    public static TheoryData<string> Blocks => new(Repository.ReaderPages
        // Their examples are wrong on purpose; DiagnosticPageTests reads each and compares the message.
        .Where(page => !page.Path.StartsWith("docs/diagnostics/", StringComparison.Ordinal))
        .SelectMany(page => page.Blocks).Where(block => block.Language == "yaml").Select(block => block.ToString()));

    [Theory]
    [MemberData(nameof(Blocks))]
    public void EveryBlockIsRead(string name)
    {
        var text = Repository.Block(name).Text;
        if (Whole(text) is var (whole, isRecipe) && isRecipe) RecipeReader.Read(name, whole, RecipeSections.Recipe);
        else Assert.Empty(SpecReader.Read(whole, name).Diagnostics.Items.Select(d => d.ToString()));
    }

    private static (string Text, bool IsRecipe) Whole(string text)
    {
        if (YamlNodes.Read(text) is not MappingNode mapping)
        {
            Assert.True(text.StartsWith(InputComment, StringComparison.Ordinal), $"A list of layers begins with '{InputComment}' and a shape.");
            return ($"netspec: 1\nname: Example\ninput: {text.Split('\n')[0][InputComment.Length..]}\nlayers:\n{Indented(text)}", false);
        }
        var keys = mapping.Entries.Select(entry => entry.Key).ToList();
        if (keys.TrueForAll(_recipeKeys.Contains))
            return (Missing("network: n.net.yaml\n") + Missing("data: { kind: digits }\n") + text, true);
        Assert.Empty(keys.Except(NetworkOptions.Keys));
        return (Missing("netspec: 1\n") + Missing("name: Example\n") + Missing("input: 3\n") + text + Missing("\nlayers: [{ dense: 1 }]\n"), false);

        string Missing(string part) => keys.Contains(part.Trim().Split(':')[0]) ? "" : part;
    }

    private static string Indented(string text) => string.Concat(text.TrimEnd('\n').Split('\n').Select(line => "  " + line + "\n"));
}
