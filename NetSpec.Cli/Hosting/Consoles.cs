using Spectre.Console;

namespace NetSpec.Cli.Hosting;

/// <summary>Spectre's consoles over our writers.</summary>
internal static class Consoles
{
    public static IAnsiConsole For(TextWriter writer) => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
}
