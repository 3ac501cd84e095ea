namespace NetSpec.Runtime;

/// <summary>A network does not give what it gave when it was frozen.</summary>
/// <param name="message">The output, what was found, what was expected, and what would pass.</param>
public sealed class SelfTestException(string message) : Exception(message);
