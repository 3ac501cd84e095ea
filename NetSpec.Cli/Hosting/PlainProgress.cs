namespace NetSpec.Cli.Hosting;

/// <summary>Progress as lines of text, one for each tenth of the work.</summary>
internal sealed class PlainProgress(TextWriter writer, string title) : IProgress<Step>
{
    private int _tenths;

    public void Report(Step value)
    {
        var tenths = (int)(value.Share * 10 + 1e-9);
        if (tenths <= _tenths) return;
        _tenths = tenths;
        writer.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{title}: {tenths * 10} %, {value.Text}"));
    }
}
