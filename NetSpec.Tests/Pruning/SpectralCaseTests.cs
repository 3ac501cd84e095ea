using NetSpec.Pruning;
using NetSpec.Runtime;

namespace NetSpec.Tests.Pruning;

/// <summary>The brute-force answers under _oracle/spectral.</summary>
public sealed class SpectralCaseTests
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "_oracle", "spectral");

    public static TheoryData<string> Cases => [.. Directory.GetFiles(Folder, "*.safetensors").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_case_is_there() => Assert.Equal(7, Directory.GetFiles(Folder, "*.safetensors").Length);

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_greedy_choice_agrees_with_brute_force(string name)
    {
        var c = Safetensors.Read(Path.Combine(Folder, name + ".safetensors"));
        var sigma = Matrix(c["sigma"]);
        var (expectedOrder, gaps, scores) = (c["order"].ToDoubles(), c["gap"].ToDoubles(), c["score"].ToDoubles());
        var ridge = c["ridge"].ToDoubles()[0];
        var problem = SelectionProblem.Read(c, c["theta"].ToDoubles()[0], ridge);

        var selection = GreedySelection.Select(problem, scores.Length);

        Assert.True(selection.Order.Length == scores.Length || scores[selection.Order.Length - 1] > 1 - 1e-9);
        for (var t = 0; t < selection.Scores.Length; t++) Assert.InRange(selection.Scores[t] - scores[t], -1e-9, 1e-9);
        var tie = Array.FindIndex(gaps, g => g < 1e-9);
        for (var t = 0; t < (tie < 0 ? selection.Order.Length : tie); t++) Assert.Equal((int)expectedOrder[t], selection.Order[t]);
        CheckProjections(c, problem, selection, tie < 0 ? int.MaxValue : tie);
        CheckNormalEquations(sigma, ridge, selection);
        var tensors = selection.ToTensors();
        Assert.Equal(typeof(long), tensors["order"].ElementType);
        Assert.Equal(selection.Scores, tensors["score"].ToDoubles());
        RandomProblems.Equal(selection.Projection, Matrix(tensors["a"]), 0);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Degrees_of_freedom_agree(string name)
    {
        var c = Safetensors.Read(Path.Combine(Folder, name + ".safetensors"));
        var actual = new DegreesOfFreedom(Matrix(c["sigma"])).At(c["lambda"].ToDoubles());
        var expected = c["dof"].ToDoubles();
        for (var i = 0; i < expected.Length; i++) Assert.InRange(actual[i] / expected[i], 1 - 1e-8, 1 + 1e-8);
    }

    private static void CheckProjections(NamedTensors c, SelectionProblem problem, Selection whole, int tie)
    {
        foreach (var key in c.Names.Where(n => n.StartsWith("a.", StringComparison.Ordinal)))
        {
            var width = (int)c[key].Shape[1];
            if (width > tie || width > whole.Order.Length) continue;
            var (actual, expected) = (GreedySelection.Select(problem, width).Projection, Matrix(c[key]));
            for (var i = 0; i < expected.GetLength(0); i++)
            {
                for (var j = 0; j < width; j++) Assert.InRange(actual[i, j] - expected[i, j], -1e-8, 1e-8);
            }
        }
    }

    private static void CheckNormalEquations(double[,] sigma, double ridge, Selection selection)
    {
        var (a, order) = (selection.Projection, selection.Order);
        var limit = 1e-9 * sigma.Cast<double>().Max(Math.Abs);
        for (var i = 0; i < sigma.GetLength(0); i++)
        {
            for (var j = 0; j < order.Length; j++)
            {
                var value = ridge * a[i, j];
                for (var k = 0; k < order.Length; k++) value += a[i, k] * sigma[order[k], order[j]];
                Assert.InRange(value - sigma[i, order[j]], -limit, limit);
            }
        }
    }

    internal static double[,] Matrix(Tensor tensor)
    {
        var values = tensor.ToDoubles();
        var matrix = new double[tensor.Shape[0], tensor.Shape[1]];
        Buffer.BlockCopy(values, 0, matrix, 0, sizeof(double) * values.Length);
        return matrix;
    }
}
