namespace NetSpec.Runtime;

/// <summary>What kinds with test files of their own have in common.</summary>
internal static class TestKeys
{
    /// <summary>The share of samples to test with; 0 where test files are given.</summary>
    public static double Share(DataArguments arguments, string inputs, string targets)
    {
        var hasFiles = arguments.Has(inputs) || arguments.Has(targets);
        if (hasFiles && arguments.Has("test"))
            throw new InputException($"Data takes '{inputs}' and '{targets}' or a share 'test', not both.");
        if (arguments.Has(targets) && !arguments.Has(inputs))
            throw new InputException($"The key '{targets}' needs the key '{inputs}' beside it.") { Key = targets };
        return arguments.Share("test", 0);
    }

    /// <summary>Refuses a test set over other columns.</summary>
    public static void RequireSameSize(IDataSource train, IDataSource? test)
    {
        if (test is null || (test.InputSize == train.InputSize && test.TargetSize == train.TargetSize))
            return;
        test.Dispose();
        throw new InputException(
            $"The test samples have {test.InputSize} inputs and {test.TargetSize} targets, those to learn from {train.InputSize} and {train.TargetSize}.");
    }
}
