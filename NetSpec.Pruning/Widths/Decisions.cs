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
            [Largest(outputs, sample) == (targets is null ? Largest(original, sample) : (int)targets[sample])];

        private static int Largest(double[,] outputs, int sample)
        {
            var best = 0;
            for (var o = 1; o < outputs.GetLength(1); o++)
            {
                if (outputs[sample, o] > outputs[sample, best]) best = o;
            }
            return best;
        }
    }

    private sealed class Signs(float threshold) : Decisions
    {
        public override IEnumerable<bool> Judge(double[,] outputs, double[,] original, float[]? targets, int sample)
        {
            var width = outputs.GetLength(1);
            for (var o = 0; o < width; o++)
            {
                var expected = targets is null ? original[sample, o] > 0 : targets[(sample * width) + o] > threshold;
                yield return outputs[sample, o] > 0 == expected;
            }
        }
    }

    private sealed class NoDecision : Decisions
    {
        public override IEnumerable<bool> Judge(double[,] outputs, double[,] original, float[]? targets, int sample) => [];
    }
}
