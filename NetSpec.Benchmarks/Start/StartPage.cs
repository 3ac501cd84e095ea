using System.Globalization;
using System.Text;
using NetSpec.Benchmarks.Peers;

namespace NetSpec.Benchmarks.Start;

/// <summary>The table of starts.</summary>
internal static class StartPage
{
    public static string Of(IEnumerable<StartTimes> times, int rounds)
    {
        var text = new StringBuilder("# From the start of a process to its first answer\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{Machine.Description}; medians of {rounds} starts in turn, quartiles in brackets.\n\n");
        text.Append("""
            *First answer* is the time from before the process is made to its answer on standard output, weights loaded from a file. *JIT* is a plain
            publish; *ReadyToRun* is one trimmed file with its own framework, translated ahead of time where that is possible. Goals: the first call
            under 20 ms by JIT; the first answer under 80 ms with ReadyToRun.

            | network | published | first answer | first call | second call | settled | size |
            | --- | --- | --- | --- | --- | --- | --- |

            """.ReplaceLineEndings("\n"));
        foreach (var t in times)
        {
            var name = t.App.Network is { } network ? $"{network.Name}: {network.Description}" : "none, only prints";
            var calls = t.App.Network is null ? " | | " : $"{Cell(t.Call(0))} | {Cell(t.Call(1))} | {Figures.Time(t.Steady.Median)}";
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {t.App.Form.Name} | {Cell(t.Answer)} | {calls} | {Figures.Digits(t.App.Bytes / 1e6)} MB |\n");
        }
        return text.ToString();
    }

    private static string Cell(Quantiles q) => $"{Figures.Time(q.Median)} ({Figures.Time(q.Low)} to {Figures.Time(q.High)})";
}
