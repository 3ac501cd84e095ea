using NetSpec.Cli.Hosting;
using NetSpec.Cli.Recipes;
using NetSpec.Runtime;

namespace NetSpec.Cli.Inputs;

/// <summary>Reads <c>--data D</c>: a mapping file, or <c>kind:key=value,...</c> with paths relative to the current folder.</summary>
internal static class DataArgument
{
    // Files that are samples, not a mapping that names some, and how they are named.
    private static readonly (string Ending, string Named)[] Samples = [(".csv", "csv:path="), (".tsv", "csv:path="), (".npy", "npy:inputs="), (".npz", "npz:path=")];

    public static RecipeData Read(string text)
    {
        if (!text.Contains(':') && Samples.FirstOrDefault(s => text.EndsWith(s.Ending, StringComparison.OrdinalIgnoreCase)) is { Named: { } named })
            throw new UsageException($"'{text}' holds samples themselves: --data {Text.Argument(named + text)} names them.");
        var isFile = File.Exists(text) || text.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || text.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);
        return isFile ? RecipeReader.ReadData(text) : new RecipeData(Parse(text), null, null);
    }

    // A value of another form is a slip on the command line; what it names is looked at later.
    private static DataOptions Parse(string text)
    {
        try
        {
            return DataOptions.Parse(text, "");
        }
        catch (InputException exception)
        {
            throw new UsageException(exception.Message);
        }
    }
}
