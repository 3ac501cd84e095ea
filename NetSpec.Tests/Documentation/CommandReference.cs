using System.CommandLine;
using System.Text;
using NetSpec.Cli.Hosting;
using NetSpec.Cli.Verbs;

namespace NetSpec.Tests.Documentation;

/// <summary>The reference of the command, as its parser knows it.</summary>
internal static class CommandReference
{
    public static string Write()
    {
        var root = CommandTree.Build([.. VerbTable.All.Select(v => v.Name)], (_, _) => 0);
        var text = new StringBuilder("| verb | what it does |\n| --- | --- |\n");
        foreach (var verb in root.Subcommands) text.Append(Invariant($"| [`{verb.Name}`](#netspec-{verb.Name}) | {verb.Description} |\n"));
        foreach (var verb in root.Subcommands) Write(verb, text);
        return text.Append('\n').ToString();
    }

    private static void Write(Command verb, StringBuilder text)
    {
        text.Append(Invariant($"\n### netspec {verb.Name}\n\n{verb.Description}\n\n"));
        var words = verb.Arguments.Select(Word).Concat(verb.Options.Select(Usage)).Prepend($"netspec {verb.Name}");
        text.Append(Invariant($"```text\n{Folded(words)}\n```\n\n| | what it takes |\n| --- | --- |\n"));
        foreach (var argument in verb.Arguments) text.Append(Invariant($"| `{argument.Name}` | {Cell(argument.Description)} |\n"));
        foreach (var option in verb.Options) text.Append(Invariant($"| `{Name(option).Replace("|", "\\|", StringComparison.Ordinal)}` | {Cell(option.Description)}{Default(option)} |\n"));
    }

    private static string Word(Argument argument) => argument.Arity.MaximumNumberOfValues > 1 ? argument.Name + "..." : argument.Name;

    private static string Usage(Option option) => option.Required ? Name(option) : $"[{Name(option)}]";

    private static string Name(Option option) => option.HelpName is { } help ? $"{option.Name} {help}" : option.Name;

    private static string Default(Option option) => option.HasDefaultValue && option.GetDefaultValue() is { } value and not false ? Invariant($" Default: `{value}`.") : "";

    private static string Cell(string? text) => text!.Replace("|", "\\|", StringComparison.Ordinal);

    // Lines of at most 110 characters, further ones indented.
    private static string Folded(IEnumerable<string> words)
    {
        var lines = new List<string> { "" };
        foreach (var word in words)
        {
            if (lines[^1].Length + word.Length > 108) lines.Add("   ");
            lines[^1] += lines[^1].Length == 0 ? word : " " + word;
        }
        return string.Join('\n', lines);
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
