namespace NetSpec.Runtime;

/// <summary>Splits samples by a seed.</summary>
internal static class DataSplit
{
    public static DataSet Split(LoadedData loaded, DataArguments arguments)
    {
        var seed = arguments.Seed("shuffle_seed") ?? loaded.Seed;
        var validationShare = arguments.Share("validation", 0);
        var limit = arguments.Integer("limit", long.MaxValue, 1, long.MaxValue);
        var count = Math.Min(loaded.Samples.Count, limit);
        var testCount = (long)Math.Round(count * loaded.TestShare);
        var validationCount = (long)Math.Round((count - testCount) * validationShare);
        Require(arguments, "test", loaded.TestShare, testCount, count);
        Require(arguments, "validation", validationShare, validationCount, count - testCount);
        var ownTest = loaded.Test is null ? null : Limited(loaded.Test, limit, seed);
        if (count == loaded.Samples.Count && testCount == 0 && validationCount == 0)
            return new(loaded.Samples, ownTest, null, loaded.Description);

        if (testCount + validationCount == count)
            throw new InputException(
                $"Of {count} samples {testCount} are kept for testing and {validationCount} for validation: none is left to learn from.");
        var order = Shuffled(loaded.Samples.Count, seed);
        var train = Part(loaded.Samples, order.AsSpan(checked((int)(testCount + validationCount))..(int)count), leaveOpen: false);
        var test = testCount == 0 ? ownTest : Part(loaded.Samples, order.AsSpan(0, (int)testCount), leaveOpen: true);
        var validation = validationCount == 0 ? null : Part(loaded.Samples, order.AsSpan((int)testCount, (int)validationCount), true);
        return new(train, test, validation, loaded.Description);
    }

    /// <summary>The samples to answer, in the file's order: the test ones where they are named, else all; <c>limit</c> takes the first.</summary>
    public static DataSet InOrder(LoadedData loaded, DataArguments arguments)
    {
        var seed = arguments.Seed("shuffle_seed") ?? loaded.Seed;
        // Wrong values are refused, though nothing is kept back.
        _ = arguments.Share("validation", 0);
        var limit = arguments.Integer("limit", long.MaxValue, 1, long.MaxValue);
        if (loaded.Test is { } ownTest)
        {
            loaded.Samples.Dispose();
            return new(First(ownTest, limit), null, null, loaded.Description);
        }
        // A share that nobody named is for training; every sample gets an answer.
        if (!arguments.Has("test") || loaded.TestShare == 0)
            return new(First(loaded.Samples, limit), null, null, loaded.Description);
        var count = loaded.Samples.Count;
        var testCount = (long)Math.Round(count * loaded.TestShare);
        Require(arguments, "test", loaded.TestShare, testCount, count);
        var test = Shuffled(count, seed).AsSpan(0, (int)testCount);
        test.Sort();
        return new(new SubsetSource(loaded.Samples, test[..(int)Math.Min(limit, testCount)].ToArray()), null, null, loaded.Description);
    }

    private static IDataSource First(IDataSource source, long limit)
    {
        if (source.Count <= limit)
            return source;
        var places = new long[limit];
        for (var i = 0; i < places.Length; i++)
            places[i] = i;
        return new SubsetSource(source, places);
    }

    // A share that was asked for and keeps nothing would leave the figures that it is for empty.
    private static void Require(DataArguments arguments, string key, double share, long kept, long count)
    {
        if (kept == 0 && share > 0 && arguments.Has(key))
            throw new InputException($"The key '{key}' keeps no sample: {count} are too few for a share of {arguments.Text(key)}.") { Key = key };
    }

    private static IDataSource Limited(IDataSource source, long limit, ulong seed) =>
        source.Count <= limit ? source : Part(source, Shuffled(source.Count, seed).AsSpan(0, (int)limit), leaveOpen: false);

    private static long[] Shuffled(long count, ulong seed)
    {
        if (count > Array.MaxLength)
            throw new InputException($"{count} samples are too many to be shuffled; {Array.MaxLength} are possible.");
        var order = new long[count];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        new RandomSource(seed).Shuffle(order.AsSpan());
        return order;
    }

    // Each part is read in the file's order, so that neighbours are read together; training shuffles for itself.
    private static SubsetSource Part(IDataSource source, ReadOnlySpan<long> samples, bool leaveOpen)
    {
        var sorted = samples.ToArray();
        Array.Sort(sorted);
        return new(source, sorted, leaveOpen);
    }
}
