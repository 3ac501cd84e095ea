using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NetSpec.Cli.Hosting;

/// <summary>
/// Where a verb speaks: results for machines on standard output, everything for people beside them. Colours, tables with borders and
/// progress bars only where a person looks on.
/// </summary>
internal sealed class Terminal(TextWriter output, TextWriter error, bool isJson)
{
    private static readonly JsonSerializerOptions JsonOptions = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>Whether machine output was asked for.</summary>
    public bool IsJson => isJson;

    /// <summary>Standard output.</summary>
    public TextWriter Output => output;

    /// <summary>For people.</summary>
    public TextWriter Human => isJson ? error : output;

    private bool IsInteractive => isJson
        ? ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected
        : ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;

    /// <summary>Says a sentence to a person.</summary>
    public void Say(string text) => Human.WriteLine(text);

    /// <summary>Says that something is wrong.</summary>
    public void Warn(string text) => error.WriteLine(text);

    /// <summary>Says what a machine asked for; nothing without <c>--json</c>.</summary>
    public void Report(object result)
    {
        if (isJson) output.WriteLine(ToJson(result));
    }

    /// <summary>Shows a table.</summary>
    public void Show(Table table)
    {
        if (IsInteractive)
            FancyTable.Write(Human, table);
        else
            PlainTable.Write(Human, table);
    }

    /// <summary>Runs work that reports how far it is.</summary>
    public T Track<T>(string title, Func<IProgress<Step>, T> work) =>
        IsInteractive ? FancyProgress.Run(Human, title, work) : work(new PlainProgress(Human, title));

    /// <summary>JSON as every file and output of the command has it.</summary>
    public static string ToJson(object value) => JsonSerializer.Serialize(value, JsonOptions);
}
