using NetSpec.Benchmarks.Peers;
using NetSpec.Runtime;

namespace NetSpec.Benchmarks.Start;

/// <summary>
/// `start`: how long a process takes from its start to its first answer, and the first calls of a network. Applications are published first; since
/// that loads the machine, <c>--apps DIR</c> keeps them, and a second run of the command only measures.
/// </summary>
internal static class StartCommand
{
    /// <summary>What the command takes.</summary>
    public const string Usage = "start [--apps DIR] [--rounds N (21; below 11 nothing is written)]";

    private const int FewestRounds = 11;

    private static readonly string[] Networks = ["A", "D"];

    public static int Run(IReadOnlyList<string> arguments)
    {
        try
        {
            var (folder, rounds) = Parse(arguments);
            var temporary = folder is null ? Directory.CreateTempSubdirectory("netspec-start-") : null;
            try
            {
                Measure(folder ?? temporary!.FullName, rounds);
            }
            finally
            {
                temporary?.Delete(recursive: true);
            }
            return 0;
        }
        catch (InputException fault)
        {
            Console.Error.WriteLine(fault.Message);
            return 1;
        }
    }

    private static (string? Folder, int Rounds) Parse(IReadOnlyList<string> arguments)
    {
        var (folder, rounds) = (default(string), 21);
        for (var i = 0; i < arguments.Count; i += 2)
        {
            var value = i + 1 < arguments.Count ? arguments[i + 1] : "";
            if (arguments[i] == "--apps" && value.Length > 0) folder = Path.GetFullPath(value);
            else if (arguments[i] != "--rounds" || !int.TryParse(value, out rounds) || rounds < 1) throw new InputException($"'{arguments[i]} {value}' is unknown: {Usage}");
        }
        return (folder, rounds);
    }

    private static void Measure(string folder, int rounds)
    {
        PeerNetwork?[] networks = [null, .. Networks.Select(name => PeerNetworks.All.Single(n => n.Name == name))];
        StartApp[] apps = [.. networks.SelectMany(_ => new[] { AppForm.Jit, AppForm.ReadyToRun }, (n, form) => new StartApp(n, form, Path.Combine(folder, $"{n?.Name ?? "none"}-{form.Name}")))];
        foreach (var app in apps) app.Publish();

        StartTimes[] times = [.. apps.Select(app => new StartTimes(app))];
        // In turn, so that what else the machine does falls on all alike; the first of each only fills the disk's cache.
        foreach (var time in apps.Select(app => new StartTimes(app))) time.Round();
        for (var round = 0; round < rounds; round++)
            foreach (var time in times) time.Round();

        var page = StartPage.Of(times, rounds);
        Console.Write(page);
        if (rounds >= FewestRounds) AtomicFile.WriteText(Path.Combine("benchmarks", Machine.Folder, "start.md"), page);
    }
}
