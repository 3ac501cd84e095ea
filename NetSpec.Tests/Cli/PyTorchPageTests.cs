using System.Text.RegularExpressions;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Tests.Cli;

/// <summary>docs/pytorch.md: its specs are good, and its commands load what its modules save.</summary>
public partial class PyTorchPageTests
{
    private static readonly string _page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "_docs", "pytorch.md"));

    [Fact]
    public void EverySpecAndEveryCommandOfThePageWorks()
    {
        using var session = new CommandSession();
        var specs = Specs().Matches(_page).Select(m => (File: m.Groups[1].Value, Text: m.Groups[2].Value)).ToList();
        Assert.Equal(["net.net.yaml", "digits.net.yaml", "tagger.net.yaml"], specs.Select(s => s.File));
        foreach (var (file, text) in specs) session.Write(file, text);
        Save(session, "net", "fc1.weight:32,64 fc1.bias:32 bn.weight:32 bn.bias:32 bn.running_mean:32 bn.running_var:32 bn.num_batches_tracked: fc2.weight:10,32 fc2.bias:10");
        Save(session, "digits", "0.weight:8,1,3,3 0.bias:8 4.weight:10,128 4.bias:10");
        Save(session, "tagger", "lstm.weight_ih_l0:64,8 lstm.weight_hh_l0:64,16 lstm.bias_ih_l0:64 lstm.bias_hh_l0:64 head.weight:4,16 head.bias:4");
        session.Array("x.npy", new float[2 * 64], 2, 64);
        session.Array("images.npy", new float[2 * 64], 2, 1, 8, 8);
        session.Array("steps.npy", new float[2 * 96], 2, 12, 8);

        var commands = Commands().Matches(_page).SelectMany(m => m.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)).ToList();

        Assert.True(commands.Count >= 5);
        foreach (var command in commands)
        {
            Assert.StartsWith("netspec ", command, StringComparison.Ordinal);
            session.Done([.. command.Split(' ').Skip(1).Select(word => word.Contains('.', StringComparison.Ordinal) ? session.At(word) : word)]);
        }
    }

    [Fact]
    public void TheCommandSaysWhichTensorWentWhere()
    {
        using var session = new CommandSession();
        var spec = session.Write("digits.net.yaml", Specs().Matches(_page)[1].Groups[2].Value);
        Save(session, "digits", "0.weight:8,1,3,3 0.bias:8 4.weight:10,128 4.bias:10");
        string[] args = ["forward", spec, "--weights", session.At("digits.safetensors"), "--input", session.Array("x.npy", new float[64], 1, 1, 8, 8), "--output", session.At("y.npy")];

        Assert.Contains("--map order", session.Refused(args));
        Assert.Contains("By order: conv2d1.weight from 0.weight, conv2d1.bias from 0.bias, dense1.weight from 4.weight, dense1.bias from 4.bias.", session.Done([.. args, "--map", "order"]).Error);
    }

    [Fact]
    public void EveryLayerOfTheTableIsInTheLanguage()
    {
        var kinds = _page.Split("| PyTorch | layer |")[1].Split("\n\n")[0].Split('\n').Skip(2).Where(line => !line.Contains("activation:", StringComparison.Ordinal))
            .SelectMany(line => Words().Matches(line.Split('|')[2]).Select(m => m.Groups[1].Value)).ToList();

        Assert.True(kinds.Count > 10);
        Assert.All(kinds, kind => Assert.NotNull(LayerKinds.Find(kind)));
    }

    private static void Save(CommandSession session, string name, string tensors)
    {
        var file = new NamedTensors();
        foreach (var tensor in tensors.Split(' '))
        {
            var (key, shape) = (tensor.Split(':')[0], tensor.Split(':')[1]);
            long[] sizes = shape.Length == 0 ? [] : [.. shape.Split(',').Select(long.Parse)];
            file[key] = sizes.Length == 0 ? Tensor.Create([3L]) : Tensor.Create(Enumerable.Repeat(0.5f, (int)sizes.Aggregate(1L, (a, b) => a * b)).ToArray(), sizes);
        }
        Safetensors.Write(session.At(name + ".safetensors"), file);
    }

    [GeneratedRegex("```yaml\n# (\\S+)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Specs();

    [GeneratedRegex("```bash\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Commands();

    [GeneratedRegex("`([a-z_0-9]+)`")]
    private static partial Regex Words();
}
