namespace NetSpec.Runtime;

/// <summary>
/// The input is wrong: a file, a length, a value. The message is one clear sentence that says what was found, what was expected and
/// where; the command prints it as it is and exits with 1.
/// </summary>
public class InputException : Exception
{
    /// <summary>Makes the error.</summary>
    public InputException(string message, Exception? inner = null) : base(message, inner)
    {
    }

    /// <summary>The key of a recipe, of data or of an optimizer whose value is wrong, so that its place can be shown; null where there is none.</summary>
    public string? Key { get; init; }
}
