using System.Text.Json;
using NetSpec.Pruning;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Report;

/// <summary>What a run left in its folder; parts that are not there, or cannot be read, are named.</summary>
internal sealed class RunFolder
{
    // Far above what any run writes; a larger file is not one of a run's.
    private const long LargestFile = 64 << 20;

    private readonly string _folder;
    private readonly List<MissingPart> _missing = [];

    private RunFolder(string folder)
    {
        _folder = folder;
        Summary = Json<RunSummary>("summary.json", "the table, and accuracy against multiply-accumulates");
        Log = Part("log.csv", "the curves of loss and accuracy", EpochRow.Parse) ?? [];
        // A recipe that prunes nothing leaves none of these.
        if (Summary is null || Summary.Stages.Count > 1)
        {
            Report = Json<PruneReport>("report.json", "the names of the networks, and how it was pruned");
            Analysis = Json<PruneAnalysis>("analysis.json", "spectra, degrees of freedom, scores and covariances");
        }
        Latency = Json<LatencyReport>(LatencyReport.FileName, "the measured times");
        if ((Summary?.Network.Name ?? Report?.Parent) is { } name) Before = Spec(name, "the drawing of the network before");
        if (Report is not null) After = Spec(Report.Name, "the drawing of the network after");
    }

    /// <summary>Means over the repeats.</summary>
    public RunSummary? Summary { get; }

    /// <summary>Every epoch.</summary>
    public IReadOnlyList<EpochRow> Log { get; }

    /// <summary>How it was pruned.</summary>
    public PruneReport? Report { get; }

    /// <summary>What the choice was made from.</summary>
    public PruneAnalysis? Analysis { get; }

    /// <summary>Measured times.</summary>
    public LatencyReport? Latency { get; }

    /// <summary>The network that was trained.</summary>
    public ResolvedNetwork? Before { get; }

    /// <summary>The pruned network.</summary>
    public ResolvedNetwork? After { get; }

    /// <summary>Runs of the same network at other widths, which lend points to compare with.</summary>
    public IReadOnlyList<RunSummary> Others { get; private init; } = [];

    /// <summary>What the page lacks, and why.</summary>
    public IReadOnlyList<MissingPart> Missing => _missing;

    /// <summary>The trained network's class name.</summary>
    public string Name => Summary?.Network.Name ?? Report?.Parent ?? Path.GetFileName(Path.GetFullPath(_folder));

    /// <summary>Reads a folder, and what others lend to it.</summary>
    /// <exception cref="InputException">One is no folder of a run's, or another network's.</exception>
    public static RunFolder Read(string folder, params IReadOnlyList<string> others)
    {
        var run = Open(folder);
        return others.Count == 0 ? run : new(folder) { Others = [.. others.Select(other => Lent(other, run))] };
    }

    private static RunSummary Lent(string folder, RunFolder to)
    {
        var summary = Open(folder).Summary ?? throw new InputException($"The folder '{folder}' has no summary.json that can be read, so that it lends nothing to compare with.");
        return summary.Network.Name == to.Name ? summary : throw new InputException($"The folder '{folder}' is a run of {summary.Network.Name}, not of {to.Name}; runs of one network are compared.");
    }

    private static RunFolder Open(string folder)
    {
        if (!Directory.Exists(folder)) throw new InputException($"There is no folder '{folder}'; 'report' takes one that 'netspec run' wrote.");
        string[] any = ["summary.json", "report.json", "log.csv"];
        if (!any.Any(name => File.Exists(Path.Combine(folder, name))))
            throw new InputException($"The folder '{folder}' holds none of {string.Join(", ", any)}; 'report' takes one that 'netspec run' wrote.");
        return new(folder);
    }

    private T? Json<T>(string file, string purpose)
        where T : class => Part(file, purpose, text => JsonSerializer.Deserialize<T>(text, ReportJson.Files));

    private ResolvedNetwork? Spec(string name, string purpose)
    {
        var file = name + ".net.yaml";
        // A name from a file is not yet one of a class, and must not lead out of the folder.
        if (name.Length == 0 || name.AsSpan().ContainsAny(Path.GetInvalidFileNameChars()) || name.AsSpan().ContainsAny('/', '\\'))
        {
            _missing.Add(new(file, "its name is no file's", purpose));
            return null;
        }
        return Part(file, purpose, text => SpecReader.Read(text, file) is var read && read.Network is { } network
            ? network
            : throw new FormatException(read.Diagnostics.Items[0].Message));
    }

    private T? Part<T>(string file, string purpose, Func<string, T?> parse)
        where T : class
    {
        var path = Path.Combine(_folder, file);
        try
        {
            if (!File.Exists(path)) throw new FormatException("it is not there");
            if (new FileInfo(path).Length > LargestFile) throw new FormatException("it is larger than what a run writes");
            return parse(File.ReadAllText(path)) ?? throw new FormatException("it is empty");
        }
        catch (Exception exception) when (exception is FormatException or JsonException or NotSupportedException or IOException or UnauthorizedAccessException or OverflowException)
        {
            var reason = exception is JsonException ? "it is not what a run writes" : exception.Message.ReplaceLineEndings(" ").TrimEnd('.');
            _missing.Add(new(file, reason, purpose));
            return null;
        }
    }
}

/// <summary>A file that could not be used.</summary>
/// <param name="File">Its name.</param>
/// <param name="Reason">Why.</param>
/// <param name="Purpose">What the page lacks without it.</param>
internal sealed record MissingPart(string File, string Reason, string Purpose);
