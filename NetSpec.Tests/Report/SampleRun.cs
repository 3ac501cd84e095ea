using NetSpec.Tests.Cli;

namespace NetSpec.Tests.Report;

/// <summary>One small run that the tests of its page share; its network forks, and none of its files may be changed.</summary>
public sealed class SampleRun : IDisposable
{
    private const string Spec = """
        netspec: 1
        name: Forked
        input: 30
        layers:
          - { dense: 12, activation: relu, name: wide_first_layer_with_a_long_name }
          - residual:
              body:
                - { dense: 10, activation: relu }
                - dense: 12
          - concat:
              - [{ dense: 6, activation: relu }]
              - [{ dense: 5, activation: relu }]
          - { dense: 4, activation: relu }
          - dense: 1
        loss: binary_cross_entropy

        """;

    private const string Recipe = """
        network: forked.net.yaml
        data: { kind: mini, train: 160, test: 64, seed: 1, validation: 0.1 }
        train: { epochs: 6, batch: 16, init: glorot }
        prune: { widths: [6, 5, 3, 3, 2] }
        finetune: { epochs: 3 }
        repeat: 2
        compare: [random, magnitude, magnitude_folded, spectral_subset, spectral_folded]
        """;

    private readonly CommandSession _session = new();

    public SampleRun()
    {
        _session.Write("forked.net.yaml", Spec);
        _session.Done("run", _session.Write("forked.run.yaml", Recipe), "--out", Folder);
    }

    /// <summary>What the run wrote.</summary>
    public string Folder => _session.At("result");

    /// <summary>The page.</summary>
    public string Page => Path.Combine(Folder, "report.html");

    /// <summary>A copy whose files may be changed.</summary>
    public string Copy(string to)
    {
        foreach (var file in Directory.GetFiles(Folder)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        return to;
    }

    public void Dispose() => _session.Dispose();
}
