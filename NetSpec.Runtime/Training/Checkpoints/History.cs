namespace NetSpec.Runtime;

/// <summary>The epochs of a training as one float64 tensor [epochs, 6], the epoch itself by position; -1 stands for what was not measured.</summary>
internal static class History
{
    private const string Name = "training.epochs";
    private const int Columns = 6;

    public static void Save(NamedTensors into, IReadOnlyList<EpochResult> epochs) =>
        into[Name] = Tensor.Create(epochs.SelectMany(Row).ToArray(), epochs.Count, Columns);

    public static IEnumerable<EpochResult> Load(NamedTensors from)
    {
        if (from[Name] is not Tensor<double> { Shape: [var count, Columns] } tensor)
            throw new InputException($"'{Name}' is no float64 tensor [epochs, {Columns}].");
        return Enumerable.Range(0, (int)count).Select(i => Result(i + 1, tensor.Values.AsSpan(i * Columns, Columns)));
    }

    private static double[] Row(EpochResult e) =>
        [e.TrainLoss, e.TrainAccuracy ?? -1, e.ValidationLoss ?? -1, e.ValidationAccuracy ?? -1, e.LearningRate, e.Seconds];

    private static EpochResult Result(int epoch, ReadOnlySpan<double> row) =>
        new(epoch, row[0], Measured(row[1]), Measured(row[2]), Measured(row[3]), row[4], row[5]);

    private static double? Measured(double value) => value < 0 ? null : value;
}
