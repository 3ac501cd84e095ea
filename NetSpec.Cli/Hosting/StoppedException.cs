namespace NetSpec.Cli.Hosting;

/// <summary>Ctrl-C, in work that says what it kept.</summary>
internal sealed class StoppedException(string message, OperationCanceledException inner) : OperationCanceledException(message, inner, inner.CancellationToken);
