using NetSpec.Runtime;

namespace NetSpec.Pruning;

/// <summary>How good a network is on held-out samples.</summary>
/// <param name="Loss">Mean loss; without targets, the squared distance to the original's outputs over their variance.</param>
/// <param name="Accuracy">Share of right classes; without targets, of classes as the original gives them. Null for regression.</param>
public sealed record Quality(double Loss, double? Accuracy);

/// <summary>Measures networks against the held-out samples.</summary>
internal sealed class LossMeter
{
    private readonly CalibrationData _data;
    private readonly List<double[,]> _outputs;

    /// <summary>Runs the original once.</summary>
    public LossMeter(MeasuredNetwork parent, CalibrationData data)
    {
        _data = data;
        _outputs = [.. data.HeldOut().Select(parent.Outputs)];
    }

    /// <summary>Measures a network.</summary>
    public Quality Measure(MeasuredNetwork network)
    {
        var (loss, right, judged, samples) = (0.0, 0L, 0L, 0L);
        var (lost, spread) = (0.0, Spread());
        foreach (var (batch, original) in _data.HeldOut().Zip(_outputs))
        {
            var outputs = network.Outputs(batch);
            if (_data.HasTargets) loss += network.Loss(batch) * batch.Count;
            samples += batch.Count;
            for (var i = 0; i < batch.Count; i++)
            {
                for (var o = 0; o < outputs.GetLength(1); o++) lost += Math.Pow(outputs[i, o] - original[i, o], 2);
                foreach (var hit in Decisions.Of(network.Info.Loss).Judge(outputs, original, _data.HasTargets ? batch.Targets : null, i))
                    (right, judged) = (right + (hit ? 1 : 0), judged + 1);
            }
        }
        return new(_data.HasTargets ? loss / samples : spread > 0 ? lost / spread : lost, judged > 0 ? right / (double)judged : null);
    }

    // Squared distances of the original's outputs from their mean.
    private double Spread()
    {
        var (width, rows) = (_outputs[0].GetLength(1), _outputs.Sum(o => o.GetLength(0)));
        var (sum, squares) = (new double[width], 0.0);
        foreach (var outputs in _outputs)
        {
            for (var i = 0; i < outputs.GetLength(0); i++)
            {
                for (var o = 0; o < width; o++)
                {
                    sum[o] += outputs[i, o];
                    squares += outputs[i, o] * outputs[i, o];
                }
            }
        }
        return squares - (sum.Sum(s => s * s) / rows);
    }
}
