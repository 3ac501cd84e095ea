namespace NetSpec.Benchmarks.Peers;

/// <summary>What `peers` was asked for.</summary>
internal sealed record PeersOptions
{
    /// <summary>What the command takes.</summary>
    public const string Usage = """
        peers [--peer NAME] [--net NAME] [--work NAME] [--threads 1|all] [--quick]
              [--packages DIR] [--python PROGRAM] [--out DIR] [--readme FILE]
          --peer, --net, --work   only these; may be given several times. A work is single, sparse, chained, batch256, train32 and so on
          --threads               1 and all cores are measured unless one is named
          --quick                 fewer and shorter rounds; nothing is written
          --packages              folder whose node_modules holds onnxruntime-node (benchmarks)
          --python                a Python with PyTorch (python3)
          --out, --readme         folder of the results (benchmarks) and file that takes the table (README.md)
        """;

    public List<string> Peers { get; } = [];

    public List<string> Networks { get; } = [];

    public List<string> Works { get; } = [];

    public IReadOnlyList<int> Threads { get; private init; } = Environment.ProcessorCount > 1 ? [1, Environment.ProcessorCount] : [1];

    public bool IsQuick { get; private init; }

    public string Packages { get; private init; } = "benchmarks";

    public string Python { get; private init; } = "python3";

    public string Out { get; private init; } = "benchmarks";

    public string Readme { get; private init; } = "README.md";

    /// <summary>Whether a name was asked for; all are where none was.</summary>
    public static bool Wants(List<string> names, string name) => names.Count == 0 || names.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <exception cref="ArgumentException">An unknown option or name.</exception>
    public static PeersOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new PeersOptions();
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] == "--quick")
            {
                options = options with { IsQuick = true };
                continue;
            }
            var (name, value) = (arguments[i], ++i < arguments.Count ? arguments[i] : throw new ArgumentException($"'{arguments[i - 1]}' is unknown, or lacks its value.\n{Usage}"));
            options = name switch
            {
                "--peer" => options.With(options.Peers, value, PeerTable.All.Select(p => p.Name)),
                "--net" => options.With(options.Networks, value, PeerNetworks.All.Select(n => n.Name)),
                "--work" => options.With(options.Works, value, PeerNetworks.All.SelectMany(n => n.Works).Select(w => w.Name).Distinct()),
                "--threads" => options with { Threads = [value == "1" ? 1 : value == "all" ? Environment.ProcessorCount : throw new ArgumentException($"--threads takes 1 or all, not '{value}'.")] },
                "--packages" => options with { Packages = value },
                "--python" => options with { Python = value },
                "--out" => options with { Out = value },
                "--readme" => options with { Readme = value },
                _ => throw new ArgumentException($"'{name}' is unknown.\n{Usage}"),
            };
        }
        return options;
    }

    private PeersOptions With(List<string> list, string value, IEnumerable<string> known)
    {
        if (!known.Contains(value, StringComparer.OrdinalIgnoreCase)) throw new ArgumentException($"'{value}' is not among {string.Join(", ", known)}.");
        list.Add(value);
        return this;
    }
}
