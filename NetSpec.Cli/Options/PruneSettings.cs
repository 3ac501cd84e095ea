using System.CommandLine;
using NetSpec.Cli.Hosting;
using NetSpec.Cli.Recipes;
using NetSpec.Cli.Running;
using NetSpec.Pruning;

namespace NetSpec.Cli.Options;

/// <summary>The options of <c>prune</c> that say how.</summary>
internal sealed class PruneSettings
{
    private readonly Option<int[]> _widths = Declare.WholeList("--widths", "One number per free group, in spec order.");
    private readonly Option<double?> _alpha = Declare.Number("--alpha", "Each group keeps the fewest units with this score.", "a number above 0 and up to 1", v => v is > 0 and <= 1);
    private readonly Option<string?> _budget = Declare.Text("--budget", "params=N|macs=N|latency=US", "The best network within a cost.");
    private readonly Option<double?> _rho = Declare.Number("--rho", "Degrees of freedom, balanced by rho.", "a number above 0", v => v > 0);
    private readonly Option<double?> _theta = Declare.Number("--theta", "From 0 (what is read) to 1 (the units themselves); 0.5.", "a number from 0 to 1", v => v is >= 0 and <= 1);
    private readonly Option<double?> _ridge = Declare.Number("--ridge", "Relative to the mean variance: of all units in selection and fold, of what a reader reads in refit.", "a number of 0 or more", v => v >= 0);
    private readonly Option<string> _reconstruct = Declare.Choice("--reconstruct", "How readers are made up for.", "refit", "refit", "fold", "none");
    private readonly Option<string> _centered = Declare.Choice("--centered", "Covariances about the mean.", "true", "true", "false");
    private readonly Option<string> _criterion = Declare.Choice("--criterion", "What units are chosen by.", "spectral", "spectral", "magnitude", "random");
    private readonly Option<int?> _multipleOf = Declare.Whole("--multiple-of", "Widths that are not given are multiples of it.");
    private readonly Option<bool> _keepTies = Declare.Flag("--keep-ties", "Keep tied weights tied, and only take a subset of them.");
    private readonly Option<bool> _pruneInputs = Declare.Flag("--prune-inputs", "Let the network's own inputs be pruned.");
    private readonly Option<string?> _name = Declare.ClassName("--name", "Class name of the result; the parent's with Pruned behind it.");
    private readonly Option<ulong> _seed = Declare.Seed("Of the criterion random.");

    public IEnumerable<Symbol> Symbols =>
        [_widths, _alpha, _budget, _rho, _reconstruct, _theta, _ridge, _centered, _criterion, _multipleOf, _keepTies, _pruneInputs, _name, _seed];

    /// <summary>The options as the pruner takes them.</summary>
    /// <exception cref="UsageException">Not exactly one way to choose widths, or a budget of another form.</exception>
    public PruneOptions Read(Invocation invocation) => new()
    {
        Widths = Widths(invocation),
        Theta = invocation.Get(_theta) ?? 0.5,
        Ridge = invocation.Get(_ridge),
        Reconstruct = Enum.Parse<Reconstruction>(invocation.Get(_reconstruct), ignoreCase: true),
        Centered = invocation.Get(_centered) == "true",
        Criterion = Enum.Parse<Criterion>(invocation.Get(_criterion), ignoreCase: true),
        MultipleOf = invocation.Get(_multipleOf) ?? 1,
        KeepTies = invocation.Get(_keepTies),
        PruneInputs = invocation.Get(_pruneInputs),
        Name = invocation.Get(_name),
        Seed = invocation.Get(_seed),
    };

    private WidthChoice Widths(Invocation invocation)
    {
        var choices = new List<(string Option, WidthChoice Choice)>();
        if (invocation.Get(_widths) is { Length: > 0 } widths) choices.Add(("--widths", WidthChoice.Given(widths)));
        if (invocation.Get(_alpha) is { } alpha) choices.Add(("--alpha", WidthChoice.Alpha(alpha)));
        if (invocation.Get(_budget) is { } budget) choices.Add(("--budget", Budget(budget)));
        if (invocation.Get(_rho) is { } rho) choices.Add(("--rho", WidthChoice.DegreesOfFreedom(rho)));
        var found = choices.Count == 0 ? "none" : string.Join(" and ", choices.Select(c => c.Option));
        return choices.Count == 1 ? choices[0].Choice : throw new UsageException($"One of --widths, --alpha, --budget and --rho is needed; found {found}.");
    }

    private static WidthChoice Budget(string text)
    {
        if (text.Split('=') is [var kind, var limit] && PruneSection.Budgets.TryGetValue(kind, out var found) && Declare.TryNumber(limit, out var value) && value > 0)
            return WidthChoice.Budget(found, value, Latency.Meter);
        throw new UsageException($"--budget takes params=N, macs=N or latency=MICROSECONDS above 0, not '{text}'.");
    }
}
