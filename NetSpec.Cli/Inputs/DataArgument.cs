using NetSpec.Cli.Recipes;
using NetSpec.Runtime;

namespace NetSpec.Cli.Inputs;

/// <summary>Reads <c>--data D</c>: a mapping file, or <c>kind:key=value,...</c> with paths relative to the current folder.</summary>
internal static class DataArgument
{
    public static RecipeData Read(string text)
    {
        var isFile = File.Exists(text) || text.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || text.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);
        return isFile ? RecipeReader.ReadData(text) : new RecipeData(DataOptions.Parse(text, ""), null, null);
    }
}
