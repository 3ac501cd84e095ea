using System.CommandLine;
using NetSpec.Cli.Verbs;

namespace NetSpec.Cli.Hosting;

/// <summary>Makes the parser's commands from the table of verbs.</summary>
internal static class CommandTree
{
    /// <summary>Machine output.</summary>
    public static Option<bool> Json { get; } = new("--json") { Description = "Machine output on standard output, everything else on standard error.", Recursive = true };

    /// <summary>Faults with their stack trace.</summary>
    public static Option<bool> Verbose { get; } = new("--verbose") { Description = "Show where a fault of the tool happened.", Recursive = true };

    /// <summary>The commands. Only the verb that the arguments name gets its options: making those of all verbs costs more time than most verbs take.</summary>
    public static RootCommand Build(string[] args, Func<Verb, ParseResult, int> run)
    {
        var root = new RootCommand("Neural networks as text: checked, compiled, trained, pruned and written back.") { Json, Verbose };
        foreach (var entry in VerbTable.All)
        {
            var command = new Command(entry.Name, entry.Summary);
            if (args.Contains(entry.Name))
            {
                var verb = entry.Create();
                foreach (var symbol in verb.Symbols)
                    Add(command, symbol);
                command.SetAction(parse => run(verb, parse));
            }
            root.Add(command);
        }
        return root;
    }

    private static void Add(Command command, Symbol symbol)
    {
        if (symbol is Argument argument)
            command.Add(argument);
        else
            command.Add((Option)symbol);
    }
}
