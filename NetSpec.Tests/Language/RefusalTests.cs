using System.Globalization;
using NetSpec.Spec;

namespace NetSpec.Tests.Language;

/// <summary>Errors beyond the one example that each diagnostic's page has.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("{ dense: -3 }", "NS1020", 5, 14, "-3")]
    [InlineData("{ dense: 1048577 }", "NS1021", 5, 14, "1048577")]
    [InlineData("{ dense: 0x100001 }", "NS1021", 5, 14, "1048576")]
    [InlineData("dense: 2.5", "NS1014", 5, 12, "whole number")]
    [InlineData("dense: \"2\"", "NS1014", 5, 12, "text '2'")]
    [InlineData("dense:", "NS1014", 5, 5, "nothing")]
    [InlineData("dense: [2]", "NS1014", 5, 12, "a list")]
    [InlineData("{ dense: 2, bias: yes }", "NS1014", 5, 23, "true or false, not text 'yes'")]
    [InlineData("{ dense: 2, name: 12 }", "NS1014", 5, 23, "a name, not 12")]
    [InlineData("{ dense: 2, name: in }", "NS1031", 5, 23, "'in'")]
    [InlineData("{ dense: 2, name: a.b }", "NS1030", 5, 23, "'a.b'")]
    [InlineData("{ dense: 2, name: Branch12 }", "NS1033", 5, 23, "'Branch12'")]
    [InlineData("{ dense: 2, name: SHORTCUT }", "NS1033", 5, 23, "'SHORTCUT'")]
    [InlineData("{ dense: 2, activation: 1 }", "NS1014", 5, 29, "name of an activation")]
    [InlineData("{ dense: 2, activation: { leaky_relu: .inf } }", "NS1022", 5, 43, "not .inf")]
    [InlineData("{ dense: 2, activation: { elu: 1e39 } }", "NS1022", 5, 36, "1e39")]
    [InlineData("{ dense: 2, activation: { leaky_relu: 0.2, elu: 1 } }", "NS1014", 5, 29, "a mapping")]
    [InlineData("{ dense: 2, units: 3 }", "NS1010", 5, 17, "'bias', 'tie', 'activation' or 'name'")]
    [InlineData("{ activation: relu, activation: tanh }", "NS1013", 5, 25, "twice")]
    [InlineData("{ activation: relu, bias: true }", "NS1010", 5, 25, "'bias'")]
    [InlineData("{ activaton: relu }", "NS1011", 5, 7, "did you mean 'activation'?")]
    [InlineData("flatten", "NS1014", 5, 5, "write 'flatten:'")]
    [InlineData("flatten: 3", "NS1014", 5, 14, "takes no value")]
    [InlineData("{}", "NS1016", 5, 5, "no kind")]
    [InlineData("dropout: 1", "NS1023", 5, 14, "not including, 1")]
    [InlineData("dropout: -0.1", "NS1023", 5, 14, "-0.1")]
    [InlineData("{ dropout: 0.5, noise: gausian }", "NS1024", 5, 28, "did you mean 'gaussian'?")]
    [InlineData("{ layernorm: , epsilon: 0 }", "NS1023", 5, 29, "above 0")]
    [InlineData("{ layernorm: , epsilon: 1e-60 }", "NS1023", 5, 29, "above 0")]
    [InlineData("{ batchnorm: , momentum: 2 }", "NS1023", 5, 30, "0 to 1")]
    [InlineData("normalize: { std: 0 }", "NS1023", 5, 23, "above 0")]
    [InlineData("normalize: { mean: [] }", "NS1026", 5, 24, "list of 0")]
    [InlineData("normalize: { men: 1 }", "NS1010", 5, 18, "did you mean 'mean'?")]
    [InlineData("normalize: 3", "NS1014", 5, 16, "a mapping of 'mean' or 'std'")]
    [InlineData("{ dense: 3, tie: { transpose: true } }", "NS1012", 5, 22, "'layer'")]
    [InlineData("{ dense: 3, tie: dense1 }", "NS1051", 5, 22, "not computed before")]
    [InlineData("{ dense: 3, tie: 4 }", "NS1014", 5, 22, "path of an earlier dense layer")]
    [InlineData("lstm: 4", "NS1040", 5, 5, "a sequence [time, features], but the input gives [3]")]
    [InlineData("maxpool: 2", "NS1040", 5, 5, "[3]")]
    [InlineData("global_avgpool:", "NS1040", 5, 5, "[3]")]
    [InlineData("residual: []", "NS1014", 5, 15, "'body' or 'shortcut'")]
    [InlineData("residual: { body: [] }", "NS1018", 5, 5, "body of 'residual1'")]
    [InlineData("residual: { shortcut: [] }", "NS1012", 5, 5, "'body'")]
    [InlineData("residual: { body: [{ dens: 3 }] }", "NS1011", 5, 26, "'dens'")]
    [InlineData("concat: []", "NS1018", 5, 5, "no branches")]
    [InlineData("concat: [[], 3]", "NS1014", 5, 18, "a list of layers")]
    [InlineData("concat: [[{ dense: 2, name: a }, { dense: 2, name: A }]]", "NS1032", 5, 56, "'A'")]
    public void LayersOnFeatures(string layer, string id, int line, int column, string words) =>
        Check(Specs.Text("3", layer), id, line, column, words);

    [Theory]
    [InlineData("{ conv2d: 4, kernel: [3] }", "NS1026", 5, 26, "list of 1")]
    [InlineData("{ conv2d: 4, kernel: [3, 0] }", "NS1020", 5, 30, "not 0")]
    [InlineData("{ conv2d: 4, padding: -1 }", "NS1020", 5, 27, "at least 0, not -1")]
    [InlineData("{ conv2d: 4, padding: causal }", "NS1024", 5, 27, "'valid' or 'same'")]
    [InlineData("{ conv2d: 4, padding: same, stride: 2 }", "NS1045", 5, 27, "stride 1")]
    [InlineData("{ conv2d: 4, dilation: 5 }", "NS1043", 5, 7, "dilation included")]
    [InlineData("{ conv2d: 4, groups: 3 }", "NS1044", 5, 26, "4 filters and the 2 channels")]
    [InlineData("avgpool: 9", "NS1043", 5, 14, "[2, 8, 8]")]
    [InlineData("dense: 4", "NS1040", 5, 5, "flatten")]
    [InlineData("layernorm:", "NS1040", 5, 5, "[2, 8, 8]")]
    [InlineData("conv1d: 4", "NS1040", 5, 5, "[2, 8, 8]")]
    [InlineData("concat: [[], [flatten: ]]", "NS1042", 5, 5, "[128]")]
    public void LayersOnImages(string layer, string id, int line, int column, string words) =>
        Check(Specs.Text("[2, 8, 8]", layer), id, line, column, words);

    [Theory]
    [InlineData("batchnorm:", "NS1040", 5, 5, "[6, 4]")]
    [InlineData("conv2d: 4", "NS1040", 5, 5, "[6, 4]")]
    [InlineData("{ conv1d: 4, kernel: 7 }", "NS1043", 5, 26, "time")]
    [InlineData("{ gru: 4, return: all }", "NS1024", 5, 23, "'last' or 'sequence'")]
    [InlineData("concat: [[], []]", "NS1042", 5, 5, "sequence [6, 4]")]
    [InlineData("activation: log_softmax", "NS1046", 5, 17, "log_softmax")]
    public void LayersOnSequences(string layer, string id, int line, int column, string words) =>
        Check(Specs.Text("[6, 4]", layer), id, line, column, words);

    [Theory]
    [InlineData("netspec: 1.0\nname: A\ninput: 3\nlayers: [dense: 1]\n", "NS1014", 1, 10, "1.0")]
    [InlineData("name: A\ninput: 3\nlayers: [dense: 1]\n", "NS1012", 1, 1, "'netspec'")]
    [InlineData("netspec: 1\nname: A b\ninput: 3\nlayers: [dense: 1]\n", "NS1030", 2, 7, "'A b'")]
    [InlineData("netspec: 1\nname: record\ninput: 3\nlayers: [dense: 1]\n", "NS1031", 2, 7, "'record'")]
    [InlineData("netspec: 1\nname: A\nnamespace: Demo.class\ninput: 3\nlayers: [dense: 1]\n", "NS1031", 3, 12, "'class'")]
    [InlineData("netspec: 1\nname: A\nnamespace: Demo..Nets\ninput: 3\nlayers: [dense: 1]\n", "NS1030", 3, 12, "''")]
    [InlineData("netspec: 1\nname: A\ninput: [1, 2, 3, 4]\nlayers: [dense: 1]\n", "NS1026", 3, 8, "list of 4")]
    [InlineData("netspec: 1\nname: A\ninput: [3, 0]\nlayers: [dense: 1]\n", "NS1020", 3, 12, "not 0")]
    [InlineData("netspec: 1\nname: A\ninput: 3\nlayers: dense\n", "NS1014", 4, 9, "a list of layers")]
    [InlineData("netspec: 1\nname: A\ninput: 3\nlayers: [dense: 1]\nloss: crossentropy\n", "NS1024", 5, 7, "did you mean 'cross_entropy'?")]
    [InlineData("netspec: 1\nname: A\ninput: [2, 3, 3]\nlayers: [activation: relu]\nloss: cross_entropy\n", "NS1047", 5, 7, "image [2, 3, 3]")]
    [InlineData("netspec: 1\nname: A\ninput: [2, 3]\nlayers: [activation: relu]\nloss: cross_entropy\n", "NS1047", 5, 7, "sequence [2, 3]")]
    [InlineData("netspec: 1\nname: A\ninput: 3\nlayers: [dense: 1]\nbackends: [gpu]\n", "NS1024", 5, 12, "did you mean 'cpu'?")]
    [InlineData("netspec: 1\nname: A\ninput: 3\nlayers: [dense: 1]\nbackends: cpu\n", "NS1014", 5, 11, "a list of")]
    [InlineData("netspec: 1\nname: A\ninput: 3\nlayers: [dense: 1]\nbackends: [cpu, cpu]\n", "NS1013", 5, 17, "twice")]
    [InlineData("netspec: 1\nname: A\ninput: 3\nlayers: [dense: 1]\nlos: mse\n", "NS1010", 5, 1, "did you mean 'loss'?")]
    [InlineData("netspec: 1\nname: A\ninput: 3\ninput: 4\nlayers: [dense: 1]\n", "NS1013", 4, 1, "'input'")]
    [InlineData("just text\n", "NS1014", 1, 1, "a mapping")]
    [InlineData("- 1\n- 2\n", "NS1014", 1, 1, "a list")]
    [InlineData("netspec: 1\n<<: *base\n", "NS1005", 2, 5, "'*base'")]
    [InlineData("netspec: 1\n? [a]\n: 2\n", "NS1004", 2, 3, "a word")]
    [InlineData("a: &x 1\nb: *x\n", "NS1005", 1, 4, "'&x'")]
    public void Networks(string text, string id, int line, int column, string words) => Check(text, id, line, column, words);

    [Fact]
    public void TooManyParametersInSumAreShownWhereTheyPass() =>
        Check(Specs.Text("40000", "dense: 40000", "dense: 40000"), "NS1060", 6, 12, "3200080000");

    [Theory]
    [InlineData("{ conv2d: 1048576, kernel: 1048576, padding: 1048576 }", "NS1061", 7, "1048576 x 1048617")]
    [InlineData("{ conv2d: 500, kernel: 1048576, padding: 1048576, stride: 1048576 }", "NS1060", 15, "more than 2147483647 parameters")]
    public void ProductsBeyondCountingDoNotWrapAround(string layer, string id, int column, string words) =>
        Check(Specs.Text("[1048576, 40, 40]", layer), id, 5, column, words);

    [Fact]
    public void EveryWrongLayerIsReportedInOneGo()
    {
        var result = Specs.Read(Specs.Text("3", "dense: 0", "dens: 4", "{ dense: 2, bias: 1 }", "{ dense: 2, nme: a }") + "loss: mze\n");
        Assert.Equal(["NS1020", "NS1011", "NS1014", "NS1010", "NS1024"], result.Diagnostics.Select(d => d.Id));
        Assert.Equal([5, 6, 7, 8, 9], result.Diagnostics.Select(d => d.Span.StartLine));
        Assert.Null(result.Network);
    }

    [Fact]
    public void ShapesBeforeAnUnreadableLayerAreCheckedToo()
    {
        var result = Specs.Read(Specs.Text("3", "conv2d: 4", "dens: 4"));
        Assert.Equal(["NS1040", "NS1011"], result.Diagnostics.Select(d => d.Id));
    }

    [Fact]
    public void MessagesAndNumbersDoNotDependOnTheCulture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Check(Specs.Text("3", "dropout: 1.5"), "NS1023", 5, 14, "1.5");
            var spec = Specs.Network("3", "{ dropout: 0.25, noise: gaussian }").Spec;
            Assert.Contains("dropout: 0.25", SpecWriter.Write(spec), StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static void Check(string text, string id, int line, int column, string words) =>
        Specs.Refuses(text, SpecDiagnostics.All.Single(d => d.Id == id), line, column, words);
}
