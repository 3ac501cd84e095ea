using NetSpec.Benchmarks.Peers;
using NetSpec.Runtime;

namespace NetSpec.Benchmarks.Own;

/// <summary>`own [--quick]`: generated code beside itself and the machine: halved widths, odd widths, shares of the peak, the slowest calls.</summary>
internal static class OwnCommand
{
    public static int Run(IReadOnlyList<string> arguments)
    {
        if (arguments.Any(a => a != "--quick"))
        {
            Console.Error.WriteLine("own takes --quick (fewer rounds, nothing is written) and nothing else.");
            return 1;
        }
        var quick = arguments.Count > 0;
        Threads.Limit = 1;
        var rows = new List<string>();
        foreach (var result in PeakShares.Measure(quick).Concat(HalfWidths.Measure(quick)).Append(Tail.Measure(quick)).Concat(OddWidths.Measure(quick)))
        {
            rows.Add(result.Row());
            Console.WriteLine(rows[^1]);
        }
        if (quick) return 0;
        string[] head = ["# NetSpec beside itself", "", Machine.Description + ", one thread; medians over rounds in turn.", "", "| what | median | quartiles | goal |", "| --- | --- | --- | --- |"];
        AtomicFile.WriteText(Path.Combine("benchmarks", Machine.Folder, "own.md"), string.Join('\n', [.. head, .. rows]) + "\n");
        return 0;
    }
}
