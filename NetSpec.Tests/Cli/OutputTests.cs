using NetSpec.Runtime;

namespace NetSpec.Tests.Cli;

/// <summary>Where a verb may write, which is known before it works.</summary>
public class OutputTests
{
    [Theory]
    [InlineData("init {spec} --output {spec}", "model.net.yaml")]
    [InlineData("forward {spec} --weights {weights} --input {x} --output {weights}", "model.safetensors")]
    [InlineData("forward {spec} --weights {weights} --input {x} --output {x}", "x.npy")]
    [InlineData("covariance {spec} --weights {weights} --input {x} --output {spec}", "model.net.yaml")]
    [InlineData("gradient {spec} --weights {weights} --input {x} --target {y} --output {y}", "y.npy")]
    [InlineData("predict {spec} --weights {weights} --data npy:inputs={x} --output {x}", "x.npy")]
    [InlineData("export {spec} --weights {weights} --output {weights}", "model.safetensors")]
    [InlineData("select --sigma {weights} --width 1 --output {weights}", "model.safetensors")]
    [InlineData("train {spec} --data mini:train=8 --output {spec}", "model.net.yaml")]
    [InlineData("train {spec} --data npy:inputs={x},targets={y} --output {y}", "y.npy")]
    [InlineData("train {spec} --data npy:inputs={x},targets={y} --output {link}", "link")]
    [InlineData("init {spec} --output {here}/model.net.yaml", "here/model.net.yaml")]
    [InlineData("init {here}/model.net.yaml --output {spec}", "model.net.yaml")]
    [InlineData("predict {spec} --weights {weights} --data npy:inputs={above}/x.npy --output {here}/x.npy", "here/x.npy")]
    [InlineData("train {spec} --recipe {recipe} --output {recipe}", "r.run.yaml")]
    [InlineData("train {spec} --recipe {recipe} --output {checkpoint}", "c.safetensors")]
    [InlineData("prune {spec} --weights {weights} --input {x} --widths 4,2 --name model --out {folder}", "model.net.yaml")]
    [InlineData("freeze {spec} --weights {weights} --input {x} --out {folder} --weights-only", "MiniSmall.weights.txt")]
    public void NoOutputIsAnInput(string command, string output)
    {
        using var session = new CommandSession();
        var (spec, weights) = session.Model(CommandSession.Mini);
        var x = session.Array("x.npy", new float[60], 2, 30);
        var y = session.Array("y.npy", new long[2], 2);
        if (command.StartsWith("freeze", StringComparison.Ordinal)) File.Move(x, x = session.At(output));
        File.CreateSymbolicLink(session.At("link"), x);
        Directory.CreateSymbolicLink(session.At("here"), ".");
        // Two above the folder that 'deep' really is, which is this one.
        Directory.CreateDirectory(session.At("inner/deeper"));
        Directory.CreateSymbolicLink(session.At("deep"), Path.Combine("inner", "deeper"));
        Directory.CreateSymbolicLink(session.At("above"), Path.Combine("deep", "..", ".."));
        var recipe = session.Write("r.run.yaml", "data: { kind: mini, train: 8 }\ntrain: { checkpoint: c.safetensors }\n");
        var before = Contents(session.Folder);
        string Fill(string argument) => argument.Replace("{spec}", spec).Replace("{weights}", weights).Replace("{x}", x).Replace("{y}", y)
            .Replace("{recipe}", recipe).Replace("{folder}", session.Folder).Replace("{link}", session.At("link")).Replace("{checkpoint}", session.At("c.safetensors"))
            .Replace("{here}", session.At("here")).Replace("{above}", session.At("above"));

        var message = session.Refused([.. command.Split(' ').Select(Fill)]);

        Assert.Contains($"'{session.At(output)}' is one of the inputs, which would be lost; give another --", message);
        Assert.Equal(before, Contents(session.Folder));
    }

    [Fact]
    public void LinksThatLeadInACircleAreSaid()
    {
        using var session = new CommandSession();
        var (spec, _) = session.Model(CommandSession.Mini);
        Directory.CreateSymbolicLink(session.At("a"), "b");
        Directory.CreateSymbolicLink(session.At("b"), "a");
        var (weights, x) = (session.At("a/w.safetensors"), session.Array("x.npy", new float[60], 2, 30));

        Assert.Contains(
            $"Cannot follow the links of '{weights}': There are more than 40, or they lead in a circle.",
            session.Refused("forward", spec, "--weights", weights, "--input", x, "--output", session.At("y.npy")));
    }

    [Theory]
    [InlineData("train {spec} --data mini:train=8 --recipe {recipe} --output {folder}")]
    [InlineData("train {spec} --data mini:train=8 --recipe {recipe} --output {folder}/new/")]
    [InlineData("train {spec} --data mini:train=8 --recipe {recipe} --output {file}/w.safetensors")]
    [InlineData("prune {spec} --weights {weights} --input {x} --widths 4,2 --out {file}")]
    [InlineData("run {recipe} --out {file}")]
    public void APlaceThatCannotBeWrittenIsRefusedBeforeTheWork(string command)
    {
        using var session = new CommandSession();
        var (spec, weights) = session.Model(CommandSession.Mini);
        // More epochs than a test could wait for.
        var recipe = session.Write("r.run.yaml", "network: model.net.yaml\ndata: { kind: mini, train: 64 }\ntrain: { epochs: 1000000 }\n");
        var x = session.Array("x.npy", new float[60], 2, 30);
        var before = Contents(session.Folder);
        string Fill(string argument) => argument.Replace("{spec}", spec).Replace("{weights}", weights).Replace("{x}", x).Replace("{recipe}", recipe)
            .Replace("{folder}", session.Folder).Replace("{file}", x);

        Assert.Contains("Cannot write '", session.Refused([.. command.Split(' ').Select(Fill)]));
        Assert.Equal(before, Contents(session.Folder));
    }

    [Theory]
    [InlineData("run")]
    [InlineData("train")]
    public void ACheckpointThatCannotBeWrittenIsRefusedAtItsPlace(string verb)
    {
        using var session = new CommandSession();
        var spec = session.Write("mini.net.yaml", CommandSession.Mini);
        session.Write("file", "");
        var recipe = session.Write("r.run.yaml", "network: mini.net.yaml\ndata: { kind: mini, train: 64 }\ntrain: { epochs: 1000000, checkpoint: file/c.safetensors }\n");

        var message = verb == "run" ? session.Refused("run", recipe, "--out", session.At("out")) : session.Refused("train", spec, "--recipe", recipe, "--output", session.At("w"));

        Assert.Contains("r.run.yaml(3,39): error: Cannot write '", message);
    }

    private static Dictionary<string, string> Contents(string folder) => Directory.GetFiles(folder).ToDictionary(f => f, f => Convert.ToHexString(File.ReadAllBytes(f)));
}
