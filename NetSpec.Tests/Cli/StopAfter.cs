namespace NetSpec.Tests.Cli;

/// <summary>Presses Ctrl-C, or does something else, as soon as a text is printed.</summary>
internal sealed class StopAfter(string text, Action? instead = null) : StringWriter
{
    private readonly CancellationTokenSource _stop = new();

    public CancellationToken Token => _stop.Token;

    public override void WriteLine(string? value)
    {
        base.WriteLine(value);
        if (value?.Contains(text, StringComparison.Ordinal) == true) (instead ?? _stop.Cancel)();
    }

    protected override void Dispose(bool disposing)
    {
        _stop.Dispose();
        base.Dispose(disposing);
    }
}
