using System.Globalization;
using NetSpec.Runtime;

namespace NetSpec.Cli.Outputs;

/// <summary>What a network says of a sample, by its loss: a class with its name and probabilities, or values.</summary>
internal abstract class Answers
{
    private static readonly Dictionary<Loss, Func<NetworkInfo, IReadOnlyList<string>, Answers>> ByLoss = new()
    {
        [Loss.CrossEntropy] = (info, names) => new ClassAnswers(info, names),
        [Loss.BinaryCrossEntropy] = (info, names) => info.OutputSize == 1 ? new SignAnswers("0", "1", names, Sigmoid) : new ValueAnswers(info, "probability", Sigmoid),
        [Loss.Hinge] = (info, names) => info.OutputSize == 1 ? new SignAnswers("-1", "1", names, null) : new ValueAnswers(info, "output", v => v),
    };

    /// <summary>The headings.</summary>
    public abstract IReadOnlyList<string> Columns { get; }

    /// <summary>The answers of a network.</summary>
    public static Answers For(NetworkInfo info, IReadOnlyList<string> classNames) =>
        ByLoss.TryGetValue(info.Loss, out var make) ? make(info, classNames) : new ValueAnswers(info, "output", v => v);

    /// <summary>The fields of one sample.</summary>
    public abstract string[] Row(long sample, ReadOnlySpan<float> output);

    private static double Sigmoid(double value) => 1 / (1 + Math.Exp(-value));

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Number(double value) => Csv.Number((float)value);

    private sealed class ClassAnswers(NetworkInfo info, IReadOnlyList<string> given) : Answers
    {
        private readonly string[] _names = [.. Enumerable.Range(0, info.OutputSize).Select(i => i < given.Count ? given[i] : Number((long)i))];

        public override IReadOnlyList<string> Columns => ["sample", "class", "name", "probability", .. _names.Select(n => "p_" + n)];

        public override string[] Row(long sample, ReadOnlySpan<float> output)
        {
            var shares = Softmax(output);
            var best = Ranking.Largest(output);
            return [Number(sample), Number((long)best), _names[best], Number(shares[best]), .. shares.Select(Number)];
        }

        private static double[] Softmax(ReadOnlySpan<float> logits)
        {
            var (largest, sum) = (double.NegativeInfinity, 0.0);
            foreach (var logit in logits) largest = Math.Max(largest, logit);
            var shares = new double[logits.Length];
            for (var i = 0; i < shares.Length; i++) sum += shares[i] = Math.Exp(logits[i] - largest);
            return Array.ConvertAll(shares, s => s / sum);
        }
    }

    private sealed class SignAnswers(string negative, string positive, IReadOnlyList<string> given, Func<double, double>? probability) : Answers
    {
        private readonly string[] _names = given.Count == 2 ? [.. given] : [negative, positive];

        public override IReadOnlyList<string> Columns => ["sample", "class", "name", probability is null ? "output" : "probability"];

        public override string[] Row(long sample, ReadOnlySpan<float> output)
        {
            var isPositive = BinaryAnswer.IsPositive(output[0]);
            var share = probability is null ? output[0] : probability(isPositive ? output[0] : -output[0]);
            return [Number(sample), isPositive ? positive : negative, _names[isPositive ? 1 : 0], Number(share)];
        }
    }

    private sealed class ValueAnswers(NetworkInfo info, string column, Func<double, double> map) : Answers
    {
        public override IReadOnlyList<string> Columns =>
            ["sample", .. info.OutputSize == 1 ? [column] : Enumerable.Range(1, info.OutputSize).Select(i => column + Number((long)i))];

        public override string[] Row(long sample, ReadOnlySpan<float> output) => [Number(sample), .. output.ToArray().Select(v => Number(map(v)))];
    }
}
