using System.Diagnostics;
using System.Globalization;
using NetSpec.Benchmarks.Peers;
using NetSpec.Runtime;

namespace NetSpec.Benchmarks.Start;

/// <summary>What runs of one application took, in nanoseconds.</summary>
internal sealed class StartTimes(StartApp app)
{
    private readonly List<double> _answers = [];
    private readonly List<double[]> _calls = [];
    private readonly float? _expected = app.Network is null ? null : app.Expected();

    /// <summary>What ran.</summary>
    public StartApp App => app;

    /// <summary>From before the process is made to its answer on standard output.</summary>
    public Quantiles Answer => Quantiles.Of(_answers);

    /// <summary>A call of Forward, from 0.</summary>
    public Quantiles Call(int index) => Quantiles.Of(_calls.Select(c => c[index]));

    /// <summary>Calls once all is settled: the median of the second half, of each run.</summary>
    public Quantiles Steady => Quantiles.Of(_calls.Select(c => Quantiles.Of(c[(c.Length / 2)..]).Median));

    /// <summary>Starts it once.</summary>
    /// <exception cref="InputException">It fails, or gives another answer than the same code does here.</exception>
    public void Round()
    {
        var start = new ProcessStartInfo(app.File, app.Network is null ? [] : [app.WeightsFile]) { RedirectStandardOutput = true };
        var begin = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var answer = process.StandardOutput.ReadLine();
        _answers.Add(Stopwatch.GetElapsedTime(begin).TotalNanoseconds);
        var calls = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        if (process.ExitCode != 0 || answer is null) throw new InputException($"'{app.File}' ended with {process.ExitCode}.");
        if (_expected is { } expected && float.Parse(answer, CultureInfo.InvariantCulture) != expected)
            throw new InputException(FormattableString.Invariant($"'{app.File}' answered {answer}, not {expected}."));
        _calls.Add([.. calls.Select(c => double.Parse(c, CultureInfo.InvariantCulture))]);
    }
}
