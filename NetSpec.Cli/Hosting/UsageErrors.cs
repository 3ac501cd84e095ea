using System.CommandLine;
using NetSpec.Spec.Reading;

namespace NetSpec.Cli.Hosting;

/// <summary>What is wrong with a command line, with the word that was probably meant.</summary>
internal static class UsageErrors
{
    /// <summary>The sentences, one for each thing that is wrong.</summary>
    public static IEnumerable<string> Of(ParseResult parse)
    {
        var (command, unknown) = (parse.CommandResult.Command, parse.UnmatchedTokens);
        if (command is RootCommand && unknown is [var verb, ..] && !IsOption(verb))
            return [Sentence("verb", verb, [.. command.Subcommands.Select(c => c.Name)])];
        var options = unknown.Where(IsOption).ToList();
        if (options.Count == 0) return parse.Errors.Select(e => e.Message);
        // What follows an unknown option is its value; nothing is wrong with that.
        var others = command is RootCommand ? [] : parse.Errors.Select(e => e.Message).Where(m => !unknown.Any(token => m.Contains($"'{token}'", StringComparison.Ordinal)));
        return [.. options.Select(option => Sentence("option", option, Names(parse))), .. others];
    }

    private static string Sentence(string kind, string word, IReadOnlyList<string> valid) =>
        $"There is no {kind} '{word}'; {(Nearest.Find(word.Split('=', ':')[0], valid) is { } near ? $"did you mean '{near}'?" : $"there are {string.Join(", ", valid)}.")}";

    private static bool IsOption(string token) => token.StartsWith('-') && token.Length > 1;

    private static List<string> Names(ParseResult parse) =>
        [.. parse.CommandResult.Command.Options.Concat(parse.RootCommandResult.Command.Options).Select(o => o.Name).Distinct()];
}
