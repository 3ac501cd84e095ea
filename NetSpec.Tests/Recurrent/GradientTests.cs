using NetSpec.Runtime;
using NetSpec.Tests.Generator;

namespace NetSpec.Tests.Recurrent;

/// <summary>Gradients through time against central differences, in float64.</summary>
public class GradientTests
{
    public static TheoryData<string, VectorPath> Layers()
    {
        var data = new TheoryData<string, VectorPath>();
        var cases =
            from kind in Specs.Kinds
            from sequence in new[] { false, true }
            from steps in new[] { 1, 9 }
            from units in new[] { 1, 5, 16, 17 }
            where steps == 9 || units == 17
            select Specs.Of(steps, 3, Specs.Layer(kind, units, sequence), "dense: 2");
        foreach (var (spec, i) in cases.Concat(Others()).Select((spec, i) => (spec, i))) data.Add(spec, Specs.Paths[i % 3]);
        return data;
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void AreThoseOfTheLoss(string spec, VectorPath path)
    {
        using var problem = new FiniteDifferences(spec, path, seed: 7);
        problem.AssertGradients();
    }

    [Theory]
    [InlineData("rnn")]
    [InlineData("gru")]
    [InlineData("lstm")]
    public void AreThoseOfTheLossInTraining(string kind)
    {
        var spec = Specs.Of(4, 3, "dropout: 0.3", Specs.Layer(kind, 6, sequence: true), "dropout: 0.4", Specs.Layer(kind, 5, sequence: false), "dense: 2");
        using var problem = new FiniteDifferences(spec, VectorPath.Auto, seed: 7, training: true);
        problem.AssertGradients();
    }

    private static IEnumerable<string> Others()
    {
        yield return Specs.Of(3, 4, "residual: { body: [{ gru: 4, return: sequence }], shortcut: [{ lstm: 4, return: sequence }] }", "{ rnn: 3 }");
        foreach (var kind in Specs.Kinds)
        {
            yield return Specs.Of(3, 2, Specs.Layer(kind, 33, sequence: false), "dense: 1");
            yield return Specs.Of(3, 2, Specs.Layer(kind, 33, sequence: true));
            // The network's own output, an activation of its own, and one of each kind on another.
            yield return Specs.Of(4, 3, Specs.Layer(kind, 4, sequence: false));
            yield return Specs.Of(4, 3, Specs.Layer(kind, 4, sequence: true, ", activation: silu"), Specs.Layer(kind, 3, sequence: false, ", activation: gelu"));
            yield return Specs.Of(4, 3, "{ dense: 5, activation: relu }", Specs.Layer(kind, 4, sequence: true), "{ dense: 5, activation: tanh }");
            foreach (var next in Specs.Kinds)
                yield return Specs.Of(5, 3, "normalize: { mean: 0.5, std: 2 }", Specs.Layer(kind, 6, sequence: true), "layernorm:", Specs.Layer(next, 5, sequence: kind == "gru"), "dense: 2");
        }
    }
}
