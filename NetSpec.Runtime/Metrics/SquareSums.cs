namespace NetSpec.Runtime;

/// <summary>
/// The sums behind R2, in one pass: each output's mean and squares about it are updated together (Welford 1962), so no digits cancel.
/// </summary>
internal sealed class SquareSums
{
    private readonly double[] _means;
    private long _count;
    private double _errors;
    private double _deviations;

    public SquareSums(int outputs)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputs);
        _means = new double[outputs];
    }

    public double? R2 => _deviations > 0 ? 1 - (_errors / _deviations) : null;

    public void Add(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets)
    {
        if (predictions.Length != targets.Length || targets.Length % _means.Length != 0)
            throw new ArgumentException(
                $"{predictions.Length} predictions and {targets.Length} targets are not samples of {_means.Length} values.");
        for (var start = 0; start < targets.Length; start += _means.Length)
        {
            _count++;
            for (var k = 0; k < _means.Length; k++)
            {
                double target = targets[start + k];
                var error = target - predictions[start + k];
                _errors += error * error;
                var before = target - _means[k];
                _means[k] += before / _count;
                _deviations += before * (target - _means[k]);
            }
        }
    }
}
