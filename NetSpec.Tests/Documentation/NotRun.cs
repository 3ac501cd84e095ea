namespace NetSpec.Tests.Documentation;

/// <summary>Commands of the pages that the tests do not run.</summary>
/// <param name="Pattern">What the command holds.</param>
/// <param name="Count">How many commands of the pages it stands for.</param>
/// <param name="Reason">Why they are not run.</param>
internal sealed record NotRun(string Pattern, int Count, string Reason)
{
    /// <summary>The one table; the first row that fits counts. What calls <c>netspec</c> is parsed all the same, and its recipe read.</summary>
    public static IReadOnlyList<NotRun> All { get; } =
    [
        new("dotnet test", 2, "It is the run that this test is part of."),
        new("dotnet pack", 1, "Tests.Packages packs, once for all of its tests."),
        new("dotnet tool", 2, "Tests.Packages installs the tool into a folder of its own."),
        new("dotnet new", 3, "Tests.Packages installs the template, out of the user's way."),
        new("dotnet run --project Digits", 1, "Tests.Packages builds and tests what the template gives."),
        new("netspec forward net.net.yaml", 1, "Its weights come from PyTorch, which not every machine has."),
        new("netspec forward digits.net.yaml --weights digits.safetensors --map order", 1, "Its weights come from PyTorch."),
        new("netspec forward tagger.net.yaml", 1, "Its weights come from PyTorch."),
        new("--project NetSpec.Benchmarks", 3, "It measures for minutes, on a machine that does nothing else."),
        new("--project NetSpec.Samples", 4, "Every build builds the samples; they train for seconds each."),
        new("--device gpu", 1, "It needs ILGPU, which is the reader's own."),
        new(" bench ", 2, "It measures for seconds, on a machine that does nothing else."),
        new(" run specs/digits", 3, "It trains with several seeds, for a minute or more."),
        new(" run specs/mnist", 1, "It needs MNIST's files, which are not in the repository."),
        new(" run specs/fashion", 3, "It needs Fashion-MNIST's files, which are not in the repository."),
        new(" run specs/mini_thesis", 2, "It trains with 100 seeds, for minutes."),
    ];

    /// <summary>The row of a command; null where it is run.</summary>
    public static NotRun? Of(ShellCommand command) => All.FirstOrDefault(row => string.Join(' ', command.Words).Contains(row.Pattern, StringComparison.Ordinal));
}
