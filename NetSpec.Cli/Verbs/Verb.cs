using System.CommandLine;
using NetSpec.Cli.Hosting;

namespace NetSpec.Cli.Verbs;

/// <summary>One verb of the command: what it takes and what it does. One file each, listed in <see cref="VerbTable"/>.</summary>
internal abstract class Verb
{
    /// <summary>Its arguments and options.</summary>
    public abstract IEnumerable<Symbol> Symbols { get; }

    /// <summary>Does it.</summary>
    /// <returns>The exit code.</returns>
    public abstract int Run(Invocation invocation);
}
