using Microsoft.CodeAnalysis;
using NetSpec.Generator;
using NetSpec.Runtime;
using NetSpec.Spec.Frozen;
using NetSpec.Tests.Generator;

namespace NetSpec.Tests.Freeze;

/// <summary>Frozen weights in a build: constants, self-test, diagnostics, caching.</summary>
public class FreezeGeneratorTests
{
    private const string Attributes = "using NetSpec;\nnamespace Demo;\n[Network(3)]\n[Dense(20, Activation = Activation.Tanh)]\n[Dense(2)]\npublic sealed partial class Tiny;\n";

    private static readonly GeneratorHost.SpecText _spec = GeneratorHost.Spec("Tiny.net.yaml", Freezing.Tiny);
    private static readonly FrozenModel _model = Freezing.Model();

    [Theory]
    [InlineData("Tiny", true)]
    [InlineData("Demo.Tiny", true)]
    [InlineData("Tiny", false)]
    [InlineData("Demo.Tiny", false)]
    public void AClassOfEitherKindHoldsTheWeightsToTheBit(string name, bool isYaml)
    {
        var file = Freezing.File(_model with { Class = name });
        var type = isYaml ? Freezing.Build("class Other;", "Demo.Tiny", _spec, file) : Freezing.Build(Attributes, "Demo.Tiny", file);

        var network = Freezing.Frozen(type);

        Assert.Equal(_model.Tensors.Select(t => t.Name), network.Info.Parameters.Select(p => p.Name));
        Assert.All(_model.Tensors, t => Assert.Equal(Bits(Freezing.Values(t)), Bits(network.Parameters.Read(t.Name))));
        Assert.All([VectorPath.Vector512, VectorPath.Vector256, VectorPath.Vector128], path => Freezing.SelfTest(type, path));
    }

    [Fact]
    public void TheSelfTestFindsAChangedWeight()
    {
        var tensors = _model.Tensors.Select(t => t.Name == "dense2.bias" ? Freezing.With(t, 1, v => v + 0.01f) : t);

        var error = Assert.Throws<SelfTestException>(() => Freezing.SelfTest(Freezing.Build("class Other;", "Demo.Tiny", _spec, Freezing.File(_model with { Tensors = new(tensors) }))));

        Assert.Contains("for output 1 of golden sample 0, where ", error.Message);
    }

    [Theory]
    [InlineData(0.01f)]
    [InlineData(float.NaN)]
    public void TheSelfTestFindsAChangedGoldenOutput(float added)
    {
        var changed = _model with { Outputs = Freezing.With(_model.Outputs, 2, v => v + added) };

        var error = Assert.Throws<SelfTestException>(() => Freezing.SelfTest(Freezing.Build("class Other;", "Demo.Tiny", _spec, Freezing.File(changed))));

        Assert.StartsWith("Tiny gives ", error.Message);
        Assert.Contains("output 0 of golden sample 1", error.Message);
    }

    [Fact]
    public void TheSelfTestFindsAnotherActivation()
    {
        var spec = GeneratorHost.Spec("Tiny.net.yaml", Freezing.Tiny.Replace("tanh", "relu", StringComparison.Ordinal));

        Assert.Throws<SelfTestException>(() => Freezing.SelfTest(Freezing.Build("class Other;", "Demo.Tiny", spec, Freezing.File(_model))));
    }

    [Fact]
    public void WeightsOfAnotherNetworkAreListed() => Refuses(
        "NS2011: The weights do not fit 'Demo.Tiny': dense1.weight has the shape [20, 3], not [19, 3]; dense1.bias has the shape [20], not [19]; dense2.weight has the shape [2, 20], not [2, 19]; last.weight [1, 2] is missing; last.bias [1] is missing",
        GeneratorHost.Spec("Tiny.net.yaml", Freezing.Tiny.Replace("20", "19", StringComparison.Ordinal) + "  - { dense: 1, name: last }\n"), Freezing.File(_model));

    [Fact]
    public void ParametersThatTheNetworkLacksAreListed() => Refuses(
        "dense2.weight [2, 20] is no parameter of it; dense2.bias [2] is no parameter of it",
        GeneratorHost.Spec("Tiny.net.yaml", Freezing.Tiny.Replace("  - dense: 2\n", "", StringComparison.Ordinal)), Freezing.File(_model));

    [Fact]
    public void WeightsWithoutAClassAreRefused() => Refuses(
        "NS2011: The weights are for the class 'Other', and the project has no network of that name", _spec, Freezing.File(_model with { Class = "Other" }));

    [Fact]
    public void TwoFilesForOneClassAreRefused() => Refuses(
        "/project/b.weights.txt(1,1): error NS2011: The weights of 'Demo.Tiny' stand in '/project/a.weights.txt' already",
        _spec, Freezing.File(_model, "a.weights.txt"), Freezing.File(_model with { Class = "Demo.Tiny" }, "b.weights.txt"));

    [Fact]
    public void ATextThatIsCutShortIsRefusedAtItsLine() => Refuses(
        "/project/Tiny.weights.txt(3,1): error NS2010: The text ends where 'tolerance: ...' was expected",
        _spec, GeneratorHost.Spec("Tiny.weights.txt", FrozenText.Write(_model)[..(FrozenText.Write(_model).IndexOf("tolerance", StringComparison.Ordinal))]));

    [Fact]
    public void ASpecWithErrorsIsNotBlamedOnItsWeights()
    {
        var result = GeneratorHost.Run(GeneratorHost.Project(), GeneratorHost.Spec("Tiny.net.yaml", Freezing.Tiny + "  - dens: 3\n"), Freezing.File(_model));

        Assert.Equal("NS1011", Assert.Single(result.Diagnostics).Id);
    }

    [Fact]
    public void AnEditOfAnotherFileLeavesWeightsAsTheyAre()
    {
        var other = GeneratorHost.Spec("Other.net.yaml", Freezing.Tiny.Replace("Tiny", "Other", StringComparison.Ordinal));
        var driver = GeneratorHost.Driver(_spec, other, Freezing.File(_model)).RunGenerators(GeneratorHost.Project());
        driver = driver.ReplaceAdditionalText(other, GeneratorHost.Spec("Other.net.yaml", Freezing.Tiny.Replace("Tiny", "Other", StringComparison.Ordinal).Replace("20", "9", StringComparison.Ordinal)));
        var result = GeneratorHost.Result(driver.RunGenerators(GeneratorHost.Project()));

        Assert.Equal([IncrementalStepRunReason.Cached], Reasons(result, Steps.FrozenTexts));
        Assert.Equal([IncrementalStepRunReason.Unchanged], Reasons(result, Steps.FrozenClasses));
        Assert.Equal(1, result.TrackedOutputSteps.SelectMany(p => p.Value).SelectMany(s => s.Outputs).Count(o => o.Reason is IncrementalStepRunReason.Modified or IncrementalStepRunReason.New));
    }

    [Fact]
    public void OtherWeightsLeaveTheNetworksCodeAsItIs()
    {
        var file = Freezing.File(_model);
        var driver = GeneratorHost.Driver(_spec, file).RunGenerators(GeneratorHost.Project());
        driver = driver.ReplaceAdditionalText(file, Freezing.File(_model with { Tolerance = 0.5 }));
        var result = GeneratorHost.Result(driver.RunGenerators(GeneratorHost.Project()));

        Assert.Equal([IncrementalStepRunReason.Modified], Reasons(result, Steps.FrozenTexts));
        Assert.Equal([IncrementalStepRunReason.Cached], Reasons(result, Steps.YamlCode));
    }

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorRunResult result, string step) =>
        result.TrackedSteps[step].SelectMany(s => s.Outputs).Select(o => o.Reason);

    private static int[] Bits(float[] values) => Array.ConvertAll(values, BitConverter.SingleToInt32Bits);

    private static void Refuses(string message, params GeneratorHost.SpecText[] files)
    {
        var result = GeneratorHost.Run(GeneratorHost.Project(), files);
        Assert.Contains(message, Assert.Single(result.Diagnostics).ToString(), StringComparison.Ordinal);
    }
}
