namespace NetSpec.Tests.Cli;

public class PredictTests
{
    [Fact]
    public void ClassesComeWithTheNamesThatTrainingKept()
    {
        using var session = new CommandSession();
        var spec = session.Write("iris.net.yaml", "netspec: 1\nname: Flowers\ninput: 2\nlayers:\n  - dense: 2\nloss: cross_entropy\n");
        session.Write("train.csv", "width,height,kind\n" + string.Concat(Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? "1,0,aster\n" : "0,1,\"rose, red\"\n")));
        var data = session.Write("d.yaml", "{ kind: csv, path: train.csv }");
        session.Done("train", spec, "--data", data, "--output", session.At("w.safetensors"));
        // Other columns in another order, and one class only: names and order are those of training.
        session.Write("use.csv", "height,extra,width,kind\n1,9,0,\"rose, red\"\n0,9,1,aster\n");

        session.Done("predict", spec, "--weights", session.At("w.safetensors"), "--data", session.Write("u.yaml", "{ kind: csv, path: use.csv }"), "--output", session.At("p.csv"));

        var lines = File.ReadAllLines(session.At("p.csv"));
        Assert.Equal("sample,class,name,probability,p_aster,\"p_rose, red\"", lines[0]);
        Assert.StartsWith("0,1,\"rose, red\",0.", lines[1]);
        Assert.StartsWith("1,0,aster,0.", lines[2]);
        Assert.Equal(3, lines.Length);
    }

    [Fact]
    public void NpyNeedsNoTargetsAndValuesAreWrittenTheSameInEveryCulture()
    {
        using var session = new CommandSession();
        using var german = new Data.InCulture("de-DE");
        var (spec, weights) = session.TinyModel();
        session.Array("x.npy", [1f, 0, 0], 1, 3);

        session.Done("predict", spec, "--weights", weights, "--data", session.Write("d.yaml", "{ kind: npy, inputs: x.npy }"), "--output", session.At("p.csv"));

        Assert.Equal("sample,output1,output2\n0,1.5,3.5\n", File.ReadAllText(session.At("p.csv")));
    }

    [Fact]
    public void ATwoClassNetworkGivesTheProbabilityOfItsAnswer()
    {
        using var session = new CommandSession();
        var (spec, weights) = session.Model(CommandSession.Mini);

        session.Done("predict", spec, "--weights", weights, "--data", "mini:train=1,test=5", "--output", session.At("p.csv"));

        var rows = File.ReadAllLines(session.At("p.csv")).Skip(1).Select(l => l.Split(',')).ToList();
        Assert.Equal(5, rows.Count);
        Assert.All(rows, r => Assert.InRange(double.Parse(r[3], System.Globalization.CultureInfo.InvariantCulture), 0.5, 1));
    }

    [Fact]
    public void LargeSamplesAreReadAFewAtATime()
    {
        const int Size = 3 * 900 * 900;
        using var session = new CommandSession();
        var spec = session.Write("large.net.yaml", "netspec: 1\nname: Large\ninput: [3, 900, 900]\nlayers:\n  - maxpool: 900\n  - flatten:\n  - dense: 1\n");
        session.Done("init", spec, "--output", session.At("w.safetensors"));
        var images = new float[2 * Size];
        images[0] = images[Size] = 1;
        session.Array("x.npy", images, 2, 3, 900, 900);

        session.Done("predict", spec, "--weights", session.At("w.safetensors"), "--data", $"npy:inputs={session.At("x.npy")}", "--output", session.At("p.csv"));

        var lines = File.ReadAllLines(session.At("p.csv"));
        Assert.Equal(3, lines.Length);
        Assert.Equal(lines[1].Split(',')[1], lines[2].Split(',')[1]);
    }

    [Fact]
    public void AStopLeavesNoHalfWrittenFile()
    {
        using var session = new CommandSession();
        var (spec, weights) = session.Model(CommandSession.Mini);
        using var stop = new StopAfter("50 %");

        var code = NetSpec.Cli.CommandLine.Run(
            ["predict", spec, "--weights", weights, "--data", "mini:train=1,test=2048", "--output", session.At("p.csv")], stop, new StringWriter(), stop.Token);

        Assert.Equal(130, code);
        Assert.DoesNotContain(Directory.GetFiles(session.Folder), f => f.EndsWith(".csv", StringComparison.Ordinal) || f.EndsWith(".tmp", StringComparison.Ordinal));
    }
}
