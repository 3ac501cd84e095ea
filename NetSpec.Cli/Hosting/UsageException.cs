namespace NetSpec.Cli.Hosting;

/// <summary>The options do not go together.</summary>
internal sealed class UsageException(string message) : Exception(message);
