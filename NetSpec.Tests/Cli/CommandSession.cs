using System.Text.Json;
using NetSpec.Cli;
using NetSpec.Runtime;
using NetSpec.Tests.Files;

namespace NetSpec.Tests.Cli;

/// <summary>Calls the command in process, in a folder of its own whose name has spaces.</summary>
internal sealed class CommandSession : IDisposable
{
    public const string Tiny = """
        netspec: 1
        name: Tiny
        input: 3
        layers:
          - dense: 2

        """;

    public const string Mini = """
        netspec: 1
        name: MiniSmall
        input: 30
        layers:
          - { dense: 8, activation: relu }
          - { dense: 4, activation: relu }
          - dense: 1
        loss: binary_cross_entropy

        """;

    public const string Classes = """
        netspec: 1
        name: DigitsLinear
        input: 64
        layers:
          - dense: 10
        loss: cross_entropy

        """;

    private readonly TemporaryFolder _folder = new();

    public CommandSession() => Directory.CreateDirectory(Folder);

    public string Folder => Path.Combine(_folder.Path, "a folder with spaces");

    public string At(string name) => Path.Combine(Folder, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return At(name);
    }

    public string Array<T>(string name, T[] values, params long[] shape)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        Npy.Write(At(name), Tensor.Create(values, shape));
        return At(name);
    }

    /// <summary>The spec Tiny with weights 1..6 and biases 0.5, -0.5.</summary>
    public (string Spec, string Weights) TinyModel()
    {
        var weights = new NamedTensors
        {
            ["dense1.weight"] = Tensor.Create([1f, 2, 3, 4, 5, 6], 2, 3),
            ["dense1.bias"] = Tensor.Create([0.5f, -0.5f], 2),
        };
        Safetensors.Write(At("tiny.safetensors"), weights);
        return (Write("tiny.net.yaml", Tiny), At("tiny.safetensors"));
    }

    /// <summary>A spec and its initial parameters.</summary>
    public (string Spec, string Weights) Model(string text)
    {
        var spec = Write("model.net.yaml", text);
        Done("init", spec, "--output", At("model.safetensors"));
        return (spec, At("model.safetensors"));
    }

    public Outcome Run(params string[] args) => Run(default, args);

    public Outcome Run(CancellationToken cancellation, params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = CommandLine.Run(args, output, error, cancellation);
        return new(code, output.ToString(), error.ToString());
    }

    /// <summary>Runs what must succeed.</summary>
    public Outcome Done(params string[] args)
    {
        var outcome = Run(args);
        Assert.True(outcome.Code == 0, $"exit {outcome.Code}: {outcome.Error}{outcome.Output}");
        return outcome;
    }

    /// <summary>Runs what must be refused as wrong input, and gives its message.</summary>
    public string Refused(params string[] args)
    {
        var outcome = Run(args);
        Assert.True(outcome.Code == 1, $"exit {outcome.Code}: {outcome.Error}{outcome.Output}");
        Assert.DoesNotContain("   at ", outcome.Error);
        return outcome.Error;
    }

    public JsonElement Json(params string[] args) => JsonDocument.Parse(Done([.. args, "--json"]).Output).RootElement;

    public void Dispose() => _folder.Dispose();
}

/// <summary>What a call gave.</summary>
internal sealed record Outcome(int Code, string Output, string Error);
