using System.Globalization;
using NetSpec.Runtime;

namespace NetSpec.Benchmarks;

/// <summary>The error of both ways to sum a covariance against plain float64 sums over the same float32 units.</summary>
internal static class CovarianceAccuracy
{
    private const int Samples = 20_000, Units = 200;

    public static void Print()
    {
        using var compiled = Networks.Compile("Units", "mse", 16, Units, 1);
        var input = Networks.Gaussian(Samples * 16, 3);
        var exact = new PlainSums(Units);
        compiled.Network.Observe(input, exact);
        foreach (var accumulation in Enum.GetValues<CovarianceAccumulation>())
        {
            var moments = new CovarianceSet(compiled.Network.Info, layer => layer.Path == "dense1", accumulation);
            compiled.Network.AccumulateCovariance(input, moments);
            var found = moments["dense1"].Covariance(centered: false);
            double largest = 0, error = 0;
            for (var i = 0; i < Units; i++)
            {
                for (var j = 0; j < Units; j++)
                {
                    var expected = exact.Products[i, j] / Samples;
                    largest = Math.Max(largest, Math.Abs(expected));
                    error = Math.Max(error, Math.Abs(found[i, j] - expected));
                }
            }
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{accumulation}: largest error {error / largest:E1} of the largest entry ({Units} units, {Samples} samples)"));
        }
    }

    private sealed class PlainSums(int units) : ILayerObserver<float>
    {
        public double[,] Products { get; } = new double[units, units];

        public bool Wants(string path) => path == "dense1";

        public void Observe(string path, LayerRows<float> rows)
        {
            for (var r = 0; r < rows.Count; r++)
            {
                var row = rows[r];
                for (var i = 0; i < units; i++)
                {
                    for (var j = 0; j < units; j++) Products[i, j] += (double)row[i] * row[j];
                }
            }
        }
    }
}
