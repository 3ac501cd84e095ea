namespace NetSpec.Tests.Cli;

/// <summary>Names of columns and classes that hold what joins lists on a command line.</summary>
public class OddNameTests
{
    private const string Spec = "netspec: 1\nname: Pets\ninput: 2\nlayers:\n  - dense: 3\nloss: cross_entropy\n";
    private const string Csv = "\"width; cm\",a|b,\"kind; of\"\n1,0,cat; black\n0,1,dog|brown\n0,0,\" cat\"\n";

    [Theory]
    [InlineData("{ kind: csv, path: x.csv, test: 0 }")]
    [InlineData("{ kind: csv, path: x.csv, test: 0, target: 'kind; of' }")]
    [InlineData("{ kind: csv, path: x.csv, test: 0, features: ['width; cm', 'a|b'], target: ['kind; of'] }")]
    [InlineData("{ kind: csv, path: x.csv, test: 0, categories: [' cat', 'cat; black', 'dog|brown'] }")]
    public void WhatWasTrainedCanBeUsed(string data)
    {
        using var session = new CommandSession();
        var spec = session.Write("pets.net.yaml", Spec);
        session.Write("x.csv", Csv);
        var file = session.Write("d.yaml", data);
        var weights = session.At("w.safetensors");
        session.Done("train", spec, "--data", file, "--output", weights);

        Assert.Contains("3 samples", session.Done("evaluate", spec, "--weights", weights, "--data", file).Output);
        session.Done("predict", spec, "--weights", weights, "--data", file, "--output", session.At("p.csv"));
        Assert.Equal("sample,class,name,probability,p_ cat,p_cat; black,p_dog|brown", File.ReadAllLines(session.At("p.csv"))[0]);
    }

    [Fact]
    public void AColumnIsNamedAsItStandsOnTheCommandLineToo()
    {
        using var session = new CommandSession();
        var spec = session.Write("pets.net.yaml", Spec);
        var data = $"csv:path={session.Write("x.csv", Csv)},test=0,target=kind; of";
        session.Done("train", spec, "--data", data, "--output", session.At("w.safetensors"));

        Assert.Contains("3 samples", session.Done("evaluate", spec, "--weights", session.At("w.safetensors"), "--data", data).Output);
    }

    [Fact]
    public void AColumnWithoutANameIsFoundAgain()
    {
        using var session = new CommandSession();
        var spec = session.Write("numbered.net.yaml", Spec);
        var data = $"csv:path={session.Write("x.csv", ",a,kind\n0,1,x\n1,1,y\n2,2,z\n")},test=0";
        session.Done("train", spec, "--data", data, "--output", session.At("w.safetensors"));

        session.Done("predict", spec, "--weights", session.At("w.safetensors"), "--data", data, "--output", session.At("p.csv"));
    }
}
