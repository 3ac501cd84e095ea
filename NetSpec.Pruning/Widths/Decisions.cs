using NetSpec.Runtime;

namespace NetSpec.Pruning;

/// <summary>What outputs decide, which depends on the loss: a class, a sign each, or nothing.</summary>
internal abstract class Decisions
{
    private static readonly Dictionary<Loss, Decisions> ByLoss = new()
    {
        [Loss.CrossEntropy] = new LargestOutput(),
        [Loss.BinaryCrossEntropy] = new Signs(0.5f),
        [Loss.Hinge] = new Signs(0f),
    };

    /// <summary>The decisions of a loss.</summary>
    public static Decisions Of(Loss loss) => ByLoss.GetValueOrDefault(loss, new NoDecision());

    /// <summary>Right or wrong, for each decision of one sample; against the original's decisions where there are no targets.</summary>
    public abstract IEnumerable<bool> Judge(double[,] outputs, double[,] original, float[]? targets, int sample);

    private sealed class LargestOutput : Decisions
    {
        public override IEnumerable<bool> Judge(double[,] outputs, double[,] original, float[]? targets, int sample) =>
            [Ranking.RankOf(Row(outputs, sample), targets is null ? Ranking.Largest(Row(original, sample)) : (int)targets[sample]) == 0];

        // Answers are compared as a network in single precision gives them.
        private static float[] Row(double[,] outputs, int sample)
        {
            var row = new float[outputs.GetLength(1)];
            for (var o = 0; o < row.Length; o++) row[o] = (float)outputs[sample, o];
            return row;
        }
    }

    private sealed class Signs(float threshold) : Decisions
    {
        public override IEnumerable<bool> Judge(double[,] outputs, double[,] original, float[]? targets, int sample)
        {
            var width = outputs.GetLength(1);
            for (var o = 0; o < width; o++)
            {
                var expected = targets is null ? BinaryAnswer.IsPositive(original[sample, o]) : targets[(sample * width) + o] > threshold;
                yield return BinaryAnswer.IsRight(outputs[sample, o], expected);
            }
        }
    }

    private sealed class NoDecision : Decisions
    {
        public override IEnumerable<bool> Judge(double[,] outputs, double[,] original, float[]? targets, int sample) => [];
    }
}
