using NetSpec.Cli.Outputs;
using NetSpec.Pruning;
using NetSpec.Runtime;

namespace NetSpec.Tests.Metrics;

/// <summary>Training, evaluation, pruning and prediction must call the same answers right, also where outputs are no numbers.</summary>
public sealed class DecisionTests
{
    public static TheoryData<Loss, float[], float, double> Cases => new()
    {
        { Loss.CrossEntropy, [1, 3, 2], 1, 1 },
        { Loss.CrossEntropy, [1, 3, 2], 2, 0 },
        { Loss.CrossEntropy, [3, 3, 2], 0, 1 },
        { Loss.CrossEntropy, [3, 3, 2], 1, 0 },
        { Loss.CrossEntropy, [float.NaN, 1, 2], 2, 1 },
        { Loss.CrossEntropy, [float.NaN, 1, 2], 0, 0 },
        { Loss.CrossEntropy, [float.NaN, float.NaN, float.NaN], 0, 0 },
        { Loss.CrossEntropy, [2, float.NegativeInfinity, float.PositiveInfinity], 2, 1 },
        { Loss.BinaryCrossEntropy, [0.5f], 1, 1 },
        { Loss.BinaryCrossEntropy, [0], 0, 1 },
        { Loss.BinaryCrossEntropy, [-0.5f], 0.75f, 0 },
        { Loss.BinaryCrossEntropy, [float.NaN], 0, 0 },
        { Loss.BinaryCrossEntropy, [float.NaN], 1, 0 },
        { Loss.Hinge, [0.5f], 1, 1 },
        { Loss.Hinge, [-0.5f], 1, 0 },
        { Loss.Hinge, [float.NaN], -1, 0 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void AnAnswerIsRightEverywhereOrNowhere(Loss loss, float[] outputs, float target, double right)
    {
        var score = Scores.For(new EchoNetwork(loss, outputs.Length).Info);
        score.Add(outputs, [target]);
        Assert.Equal(right, score.Complete(new Evaluation { Samples = 1, Loss = 0 }).Accuracy);
        Assert.Equal(right, LossRules.Of(loss).Right(outputs, [target]));
        var wide = new double[1, outputs.Length];
        for (var o = 0; o < outputs.Length; o++) wide[0, o] = outputs[o];
        Assert.Equal(right == 1, Assert.Single(Decisions.Of(loss).Judge(wide, wide, [target], 0)));
    }

    [Theory]
    [InlineData(new[] { 1f, 3, 2 }, 1)]
    [InlineData(new[] { 3f, 3, 2 }, 0)]
    [InlineData(new[] { float.NaN, 1, 2 }, 2)]
    public void PredictAnswersTheLargest(float[] outputs, int expected)
    {
        var answers = Answers.For(new EchoNetwork(Loss.CrossEntropy, outputs.Length).Info, []);
        Assert.Equal(expected.ToString(System.Globalization.CultureInfo.InvariantCulture), answers.Row(0, outputs)[1]);
        Assert.Equal(expected, Ranking.Largest(outputs));
        var wide = new double[1, outputs.Length];
        for (var o = 0; o < outputs.Length; o++) wide[0, o] = outputs[o];
        // Without targets the original's answer is the right one.
        Assert.True(Assert.Single(Decisions.Of(Loss.CrossEntropy).Judge(wide, wide, null, 0)));
        Assert.True(Assert.Single(Decisions.Of(Loss.CrossEntropy).Judge(wide, wide, [expected], 0)));
    }
}
