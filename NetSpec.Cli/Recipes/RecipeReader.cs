using NetSpec.Cli.Inputs;
using NetSpec.Runtime;
using NetSpec.Spec;
using NetSpec.Spec.Reading;
using NetSpec.Spec.Text;

namespace NetSpec.Cli.Recipes;

/// <summary>Reads recipes with the spec language's own reader: positions, strict keys, nearest suggestions, no aliases.</summary>
internal static class RecipeReader
{
    private const string RecipeForm = "a recipe is a mapping that begins with 'network: NAME.net.yaml'";

    private const string DataForm = "a data file is a mapping with a 'kind', for example 'kind: csv', and its keys";

    // The messages of the shared reader that speak of specs.
    private static readonly Dictionary<string, string> OwnMessages = new()
    {
        [SpecDiagnostics.Alias.Id] = "Anchors and aliases are not allowed in a recipe; write each value where it is used",
        [SpecDiagnostics.Tag.Id] = "Tags are not allowed in a recipe; values are plain YAML",
        [SpecDiagnostics.SeveralDocuments.Id] = "A second document begins here; a file holds one recipe",
    };

    /// <summary>Reads a recipe.</summary>
    /// <exception cref="InputException">Every error with its place: <c>path(line,column): error: message</c>.</exception>
    public static Recipe Read(string path) => Read(path, TextFile.Read(path), RecipeSections.Recipe);

    /// <summary>Reads a file that holds the keys of <c>data:</c> alone.</summary>
    public static RecipeData ReadData(string path) => Read(path, TextFile.Read(path), DataSection.Read, DataForm);

    internal static T Read<T>(string path, string text, Func<Section, string, T?> read, string form = RecipeForm)
        where T : class
    {
        var session = new ReadSession(path);
        try
        {
            if (YamlNodes.Read(text) is MappingNode root)
            {
                var section = new Section(root, "the file", session);
                var result = read(section, path);
                section.Close();
                if (!session.HasErrors && result is not null) return result;
            }
            else
            {
                session.Report("", $"The file is no mapping; {form}", TextGuard.Start);
            }
        }
        catch (SpecTextException exception)
        {
            var message = exception.Descriptor.Id == SpecDiagnostics.Empty.Id ? $"The file is empty; {form}" : null;
            session.Report("", message ?? OwnMessages.GetValueOrDefault(exception.Descriptor.Id, exception.Message), exception.Span);
        }
        throw new InputException(string.Join(Environment.NewLine, session.Diagnostics.Items.Select(d => At(d.Path, d.Span, d.Message))));
    }

    /// <summary>A message at its place.</summary>
    public static string At(string path, SourceSpan span, string message) => $"{path}({span.StartLine},{span.StartColumn}): error: {message}";
}
