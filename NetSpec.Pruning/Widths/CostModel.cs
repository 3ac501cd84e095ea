using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>
/// A cost as a polynomial of degree two in the widths of the free groups: c + sum a_i n_i + sum_{i &lt;= j} b_ij n_i n_j. Parameters and
/// multiply-accumulates of every layer kind are of that form, so its coefficients are read off a few resized specs, whatever the layers are.
/// </summary>
internal sealed class CostModel
{
    private readonly double _constant;
    private readonly double[] _linear;
    private readonly double[,] _quadratic;

    private CostModel(double constant, double[] linear, double[,] quadratic) =>
        (_constant, _linear, _quadratic) = (constant, linear, quadratic);

    /// <summary>Number of groups.</summary>
    public int Groups => _linear.Length;

    /// <summary>c.</summary>
    public double Constant => _constant;

    /// <summary>a_i.</summary>
    public double Linear(int i) => _linear[i];

    /// <summary>b_ij for i up to j.</summary>
    public double Quadratic(int i, int j) => _quadratic[Math.Min(i, j), Math.Max(i, j)];

    /// <summary>Whether only neighbours multiply each other, so that dynamic programming finds the best widths.</summary>
    public bool IsChain => !Enumerable.Range(0, Groups).Any(i => Enumerable.Range(i + 1, Groups - i - 1).Skip(1).Any(j => _quadratic[i, j] != 0));

    /// <summary>The cost at widths, whole or not.</summary>
    public double At(IReadOnlyList<double> widths)
    {
        var cost = _constant;
        for (var i = 0; i < Groups; i++)
        {
            cost += _linear[i] * widths[i];
            for (var j = i; j < Groups; j++) cost += _quadratic[i, j] * widths[i] * widths[j];
        }
        return cost;
    }

    /// <summary>The cost at whole widths.</summary>
    public double At(IReadOnlyList<int> widths) => At([.. widths.Select(w => (double)w)]);

    /// <summary>What group i adds on its own at a width.</summary>
    public double Own(int i, double width) => (_linear[i] * width) + (_quadratic[i, i] * width * width);

    /// <summary>Reads the coefficients off a network's resized specs.</summary>
    public static CostModel Of(PruningGraph graph, Func<ResolvedNetwork, long> cost)
    {
        double Cost(int[] widths) => cost(ResizedSpec.Resolve(graph, widths));
        return Of([.. graph.Groups.Select(g => g.Size)], [.. graph.Groups.Select(g => g.Runs)], Cost);
    }

    /// <summary>Reads the coefficients off a function of widths that are multiples of <paramref name="steps"/>, up to the sizes.</summary>
    internal static CostModel Of(int[] sizes, int[] steps, Func<int[], double> cost)
    {
        var model = Of([.. sizes.Zip(steps, (size, step) => size / step)], widths => cost([.. widths.Zip(steps, (width, step) => width * step)]));
        for (var i = 0; i < steps.Length; i++)
        {
            model._linear[i] /= steps[i];
            for (var j = i; j < steps.Length; j++) model._quadratic[i, j] /= (double)steps[i] * steps[j];
        }
        return model;
    }

    /// <summary>The same for widths from 1.</summary>
    internal static CostModel Of(int[] sizes, Func<int[], double> cost)
    {
        var groups = sizes.Length;
        var ones = Enumerable.Repeat(1, groups).ToArray();
        double At(params (int Group, int Width)[] changes)
        {
            var widths = (int[])ones.Clone();
            foreach (var (group, width) in changes) widths[group] = width;
            return cost(widths);
        }

        var (linear, quadratic) = (new double[groups], new double[groups, groups]);
        var atOnes = At();
        // Differences at width 1; a group of one or two units has no curvature to see, nor needs one.
        var first = Enumerable.Range(0, groups).Select(i => sizes[i] > 1 ? At((i, 2)) - atOnes : 0).ToArray();
        for (var i = 0; i < groups; i++)
        {
            if (sizes[i] > 2) quadratic[i, i] = (At((i, 3)) - atOnes - (2 * first[i])) / 2;
            for (var j = i + 1; j < groups; j++)
            {
                if (sizes[i] > 1 && sizes[j] > 1) quadratic[i, j] = At((i, 2), (j, 2)) - atOnes - first[i] - first[j];
            }
        }
        // Estimates of time are no whole numbers: what is left of their differences says nothing of groups that do not meet.
        for (var i = 0; i < groups; i++)
        {
            for (var j = i; j < groups; j++)
            {
                if (Math.Abs(quadratic[i, j]) < 1e-12 * Math.Abs(atOnes)) quadratic[i, j] = 0;
            }
        }
        for (var i = 0; i < groups; i++)
        {
            linear[i] = first[i] - (3 * quadratic[i, i]);
            for (var j = 0; j < groups; j++) linear[i] -= j == i ? 0 : quadratic[Math.Min(i, j), Math.Max(i, j)];
        }
        var withoutConstant = new CostModel(0, linear, quadratic);
        return new(atOnes - withoutConstant.At(ones), linear, quadratic);
    }
}
