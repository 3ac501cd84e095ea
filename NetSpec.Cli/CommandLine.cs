using System.CommandLine;
using System.CommandLine.Parsing;
using NetSpec.Cli.Hosting;
using NetSpec.Cli.Verbs;
using NetSpec.Runtime;

namespace NetSpec.Cli;

/// <summary>The <c>netspec</c> command, callable in process.</summary>
public static class CommandLine
{
    /// <summary>Runs one command line.</summary>
    /// <param name="args">As the shell gives them, without the program's name.</param>
    /// <param name="output">Results; with <c>--json</c> nothing else.</param>
    /// <param name="error">Messages, and with <c>--json</c> everything for people.</param>
    /// <param name="cancellation">Ctrl-C.</param>
    /// <returns>0 done, 1 wrong input, 2 wrong usage, 3 a fault of the tool, 130 stopped.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error, CancellationToken cancellation = default)
    {
        if (args is ["help", .. var words]) args = [.. words, "--help"];
        var root = CommandTree.Build(args, (verb, parse) => RunVerb(verb, parse, output, error, cancellation));
        // A leading @ is part of a file's name here, not a file of further arguments.
        var parse = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parse.Errors.Count > 0)
            return ReportUsage(UsageErrors.Of(parse), parse.CommandResult.Command, error);
        return parse.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
    }

    private static int RunVerb(Verb verb, ParseResult parse, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var invocation = new Invocation(parse, new Terminal(output, error, parse.GetValue(CommandTree.Json)), cancellation);
        try
        {
            return verb.Run(invocation);
        }
        catch (OperationCanceledException exception) when (cancellation.IsCancellationRequested)
        {
            error.WriteLine(exception is StoppedException ? exception.Message : "Stopped.");
            return ExitCode.Stopped;
        }
        catch (UsageException exception)
        {
            return ReportUsage([exception.Message], parse.CommandResult.Command, error);
        }
        catch (InputException exception)
        {
            error.WriteLine(exception.Message);
            return ExitCode.WrongInput;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Files have messages of their own; what is left is the command's own output: into a full disk, or closed.
            error.WriteLine($"The output cannot be written: {exception.Message}");
            return ExitCode.WrongInput;
        }
        catch (Exception exception) when (!parse.GetValue(CommandTree.Verbose))
        {
            error.WriteLine($"netspec has a fault: {exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")} (--verbose shows where).");
            return ExitCode.Fault;
        }
        catch (Exception exception)
        {
            error.WriteLine($"netspec has a fault: {exception}");
            return ExitCode.Fault;
        }
    }

    private static int ReportUsage(IEnumerable<string> messages, Command command, TextWriter error)
    {
        foreach (var message in messages.Distinct())
            error.WriteLine(message);
        var name = command is RootCommand ? "" : command.Name + " ";
        error.WriteLine($"'netspec {name}--help' shows how it is used.");
        return ExitCode.WrongUsage;
    }
}
