using NetSpec.Runtime;
using NetSpec.Spec.Frozen;
using NetSpec.Tests.Cli;
using NetSpec.Tests.Generator;

namespace NetSpec.Tests.Freeze;

public class FreezeVerbTests
{
    [Fact]
    public void WhatIsWrittenBuildsAndTestsItself()
    {
        using var session = new CommandSession();
        var (spec, weights) = session.Model(CommandSession.Mini);

        var result = session.Json("freeze", spec, "--weights", weights, "--out", session.At("out"), "--namespace", "Demo.Nets");

        Assert.Equal("Demo.Nets.MiniSmall", result.GetProperty("class").GetString());
        var type = Freezing.Build(
            "class Other;", "Demo.Nets.MiniSmall",
            GeneratorHost.Spec("MiniSmall.net.yaml", File.ReadAllText(result.GetProperty("spec").GetString()!)),
            GeneratorHost.Spec("MiniSmall.weights.txt", File.ReadAllText(result.GetProperty("weights").GetString()!)));
        Freezing.SelfTest(type);
        var network = Freezing.Frozen(type);
        var saved = Safetensors.Read(weights);
        Assert.All(network.Info.Parameters, p => Assert.Equal(((Tensor<float>)saved[p.Name]).Values, network.Parameters.Read(p.Name)));
    }

    [Fact]
    public void TheSameWeightsGiveTheSameBytesInEveryCulture()
    {
        using var session = new CommandSession();
        var (spec, weights) = session.TinyModel();
        byte[] Freeze(string folder)
        {
            session.Done("freeze", spec, "--weights", weights, "--out", session.At(folder));
            return File.ReadAllBytes(session.At($"{folder}/Tiny.weights.txt"));
        }

        var first = Freeze("a");

        Training.Culture.German(() => Assert.Equal(first, Freeze("b")));
    }

    [Fact]
    public void GoldenSamplesMayBeTheUsersOwn()
    {
        using var session = new CommandSession();
        var (spec, weights) = session.TinyModel();
        var input = session.Array("x.npy", [1f, 0, 0, 0, 1, 1], 2, 3);

        session.Done("freeze", spec, "--weights", weights, "--out", session.Folder, "--input", input);

        var model = Read(session.At("Tiny.weights.txt"));
        Assert.Equal([1f, 0, 0, 0, 1, 1], Freezing.Values(model.Inputs));
        Assert.Equal([1.5f, 3.5f, 5.5f, 10.5f], Freezing.Values(model.Outputs));
    }

    [Fact]
    public void ASpecThatStandsThereKeepsItsComments()
    {
        using var session = new CommandSession();
        var (_, weights) = session.TinyModel();
        var spec = session.Write("Tiny.net.yaml", "# mine\n" + CommandSession.Tiny);

        session.Done("freeze", spec, "--weights", weights, "--out", session.Folder);
        Assert.StartsWith("# mine\n", File.ReadAllText(spec));

        session.Done("freeze", spec, "--weights", weights, "--out", session.At("Nets"), "--namespace", "Demo");
        var there = session.At("Nets/Tiny.net.yaml");
        File.WriteAllText(there, "# mine too\n" + File.ReadAllText(there));
        session.Done("freeze", spec, "--weights", weights, "--out", session.At("Nets"), "--namespace", "Demo");
        Assert.StartsWith("# mine too\n", File.ReadAllText(there));
        Assert.Contains("namespace: Demo", File.ReadAllText(there));
    }

    [Fact]
    public void NoSpecOfThePersonsIsRewritten()
    {
        using var session = new CommandSession();
        var (_, weights) = session.TinyModel();
        var spec = session.Write("Tiny.net.yaml", "# mine\n" + CommandSession.Tiny);
        var other = session.Write("Other.net.yaml", CommandSession.Tiny.Replace("dense: 2", "{ dense: 2, activation: relu }"));
        Directory.CreateDirectory(session.At("out"));
        File.Move(other, session.At("out/Tiny.net.yaml"));

        Assert.Contains($"'{spec}' is the spec that is frozen, and --namespace would rewrite it; ", session.Refused("freeze", spec, "--weights", weights, "--out", session.Folder, "--namespace", "Demo"));
        Assert.Contains("is there already and says something else", session.Refused("freeze", spec, "--weights", weights, "--out", session.At("out")));

        Assert.StartsWith("# mine\n", File.ReadAllText(spec));
        Assert.Contains("relu", File.ReadAllText(session.At("out/Tiny.net.yaml")));
        Assert.False(File.Exists(session.At("Tiny.weights.txt")));
    }

    [Fact]
    public void ASpecWhoseNameDiffersByCaseAloneIsNotDoubled()
    {
        using var session = new CommandSession();
        var (spec, weights) = session.TinyModel();

        session.Done("freeze", spec, "--weights", weights, "--out", session.Folder);

        Assert.Equal(["Tiny.weights.txt", "tiny.net.yaml", "tiny.safetensors"], Directory.GetFiles(session.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void WeightsAloneAreWrittenForAClassWithAttributes()
    {
        using var session = new CommandSession();
        var (spec, weights) = session.TinyModel();

        session.Done("freeze", spec, "--weights", weights, "--out", session.At("out"), "--weights-only");

        Assert.Equal(["Tiny.weights.txt"], Directory.GetFiles(session.At("out")).Select(Path.GetFileName));
    }

    [Fact]
    public void WhatIsWrongWritesNothing()
    {
        using var session = new CommandSession();
        var (spec, weights) = session.TinyModel();
        var other = session.Write("other.net.yaml", CommandSession.Mini);

        Assert.Contains("do not fit MiniSmall", session.Refused("freeze", other, "--weights", weights, "--out", session.At("out")));
        Assert.Contains("holds no samples", session.Refused("freeze", spec, "--weights", weights, "--out", session.At("out"), "--input", session.Array<float>("x.npy", [], 0, 3)));
        Assert.Equal(2, session.Run("freeze", spec, "--weights", weights, "--out", session.At("out"), "--namespace", "1.class").Code);
        Assert.False(Directory.Exists(session.At("out")));
    }

    [Fact]
    public void ThePageNamesWhatThereIs()
    {
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "_docs", "freeze.md"));
        using var session = new CommandSession();
        var help = session.Done("freeze", "--help").Output;

        foreach (var option in new[] { "--weights", "--out", "--namespace", "--input", "--weights-only" })
        {
            Assert.Contains(option, page);
            Assert.Contains(option, help);
        }
    }

    private static FrozenModel Read(string path) => FrozenReader.Read(File.ReadAllText(path), path).Model!;
}
