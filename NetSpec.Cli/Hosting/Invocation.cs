using System.CommandLine;

namespace NetSpec.Cli.Hosting;

/// <summary>One call of a verb.</summary>
/// <param name="Parse">Its options.</param>
/// <param name="Terminal">Where it says what it did.</param>
/// <param name="Cancellation">Ctrl-C.</param>
internal sealed record Invocation(ParseResult Parse, Terminal Terminal, CancellationToken Cancellation)
{
    /// <summary>The value of an argument.</summary>
    public T Get<T>(Argument<T> argument) => Parse.GetValue(argument)!;

    /// <summary>The value of an option; its default where it was not given.</summary>
    public T Get<T>(Option<T> option) => Parse.GetValue(option)!;
}
