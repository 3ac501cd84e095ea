using NetSpec.Runtime;
using NetSpec.Tests.Cli;
using Google.Protobuf;

namespace NetSpec.Tests.Onnx.Import;

public class ImportVerbTests
{
    [Fact]
    public void AModelBecomesASpecWithWeightsThatRun()
    {
        using var session = new CommandSession();
        File.WriteAllBytes(session.At("my-model.onnx"), Models.Dense().ToByteArray());

        var said = session.Done("import", session.At("my-model.onnx"), "--out", session.At("out")).Output;

        var spec = Path.Combine(session.At("out"), "MyModel.net.yaml");
        var text = File.ReadAllText(spec);
        const string Note = "ONNX states no loss: set 'loss:' before training, since mse stands there only by default.";
        Assert.Contains(Note, said);
        Assert.Equal($"# {Note}\nnetspec: 1\nname: MyModel\ninput: 2\nlayers:\n  - dense: 3\nloss: mse\n", text);
        Assert.Equal(text, session.Done("fmt", spec).Output);
        session.Done("forward", spec, "--weights", Path.Combine(session.At("out"), "MyModel.safetensors"), "--input", session.Array("x.npy", [1f, 10], 1, 2), "--output", session.At("y.npy"));
        Assert.Equal([41.5f, 51.5f, 63], ((Tensor<float>)Npy.Read(session.At("y.npy"))).Values);
    }

    [Fact]
    public void TheNameIsTheUsers()
    {
        using var session = new CommandSession();
        File.WriteAllBytes(session.At("1.onnx"), Models.Dense().ToByteArray());

        var result = session.Json("import", session.At("1.onnx"), "--out", session.Folder, "--name", "Other");

        Assert.Equal(session.At("Other.net.yaml"), result.GetProperty("spec").GetString());
        Assert.Equal(["batch", "features"], result.GetProperty("inputAxes").EnumerateArray().Select(e => e.GetString()!));
        Assert.Equal(2, session.Run("import", session.At("1.onnx"), "--out", session.Folder, "--name", "class").Code);
        session.Done("import", session.At("1.onnx"), "--out", session.Folder);
        Assert.True(File.Exists(session.At("Network1.net.yaml")));
    }

    [Theory]
    [InlineData("Fit", "binary_cross_entropy", "Fit", "binary_cross_entropy")]
    [InlineData("class", "perplexity", "M", "mse")]
    [InlineData("../Out", "3", "M", "mse")]
    public void WhatTheModelsMetadataStateIsTakenWhereItCanBe(string name, string loss, string expectedName, string expectedLoss)
    {
        using var session = new CommandSession();
        var model = Models.Dense();
        model.MetadataProps.Add(new NetSpec.Onnx.Schema.Entry { Key = "netspec.name", Value = name });
        model.MetadataProps.Add(new NetSpec.Onnx.Schema.Entry { Key = "netspec.loss", Value = loss });
        File.WriteAllBytes(session.At("m.onnx"), model.ToByteArray());

        session.Done("import", session.At("m.onnx"), "--out", session.Folder);
        session.Done("import", session.At("m.onnx"), "--out", session.Folder, "--name", "Other");

        var text = File.ReadAllText(session.At(expectedName + ".net.yaml"));
        Assert.EndsWith($"\nloss: {expectedLoss}\n", text);
        Assert.Equal(loss != expectedLoss, text.Contains("# ONNX states no loss", StringComparison.Ordinal));
        Assert.Equal(text.Replace("name: " + expectedName, "name: Other", StringComparison.Ordinal), File.ReadAllText(session.At("Other.net.yaml")));
    }

    [Fact]
    public void WhatTheLanguageCannotSayIsNamedAndNothingIsWritten()
    {
        using var session = new CommandSession();
        File.WriteAllBytes(session.At("m.onnx"), Models.Of([-1, 2], Models.Node("Relu", "a", "h", "x"), Models.Node("Einsum", "mix", "y", "h")).ToByteArray());

        Assert.Equal(
            "Einsum 'mix' cannot be said in the language: the language has no layer for the operator Einsum.\n",
            session.Refused("import", session.At("m.onnx"), "--out", session.At("out")).ReplaceLineEndings("\n"));
        Assert.False(Directory.Exists(session.At("out")));
    }

    [Fact]
    public void ASpecThatIsThereIsNeverReplaced()
    {
        using var session = new CommandSession();
        File.WriteAllBytes(session.At("m.onnx"), Models.Dense().ToByteArray());
        session.Done("import", session.At("m.onnx"), "--out", session.Folder);
        var spec = session.At("M.net.yaml");
        session.Write("M.net.yaml", "# mine\n" + File.ReadAllText(spec));
        var weights = File.ReadAllBytes(session.At("M.safetensors"));
        File.Delete(session.At("M.safetensors"));

        session.Done("import", session.At("m.onnx"), "--out", session.Folder);
        Assert.StartsWith("# mine\n", File.ReadAllText(spec));
        Assert.Equal(weights, File.ReadAllBytes(session.At("M.safetensors")));

        session.Write("M.net.yaml", "# other\n" + CommandSession.Tiny);
        Assert.Contains($"'{spec}' is there already and says something else, which would be lost; move it away, or give another --name or --out.", session.Refused("import", session.At("m.onnx"), "--out", session.Folder));
        Assert.StartsWith("# other\n", File.ReadAllText(spec));
    }

    [Fact]
    public void AFolderThatCannotBeWrittenKeepsNothing()
    {
        using var session = new CommandSession();
        File.WriteAllBytes(session.At("m.onnx"), Models.Dense().ToByteArray());
        Directory.CreateDirectory(session.At("M.net.yaml"));

        Assert.Contains("it is a folder", session.Refused("import", session.At("m.onnx"), "--out", session.Folder));
        Assert.False(File.Exists(session.At("M.safetensors")));
    }
}
