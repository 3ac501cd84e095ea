using NetSpec.Pruning;
using NetSpec.Spec;
using NetSpec.Spec.Reading;
using NetSpec.Spec.Resolving;
using NetSpec.Spec.Text;

namespace NetSpec.Cli.Recipes;

/// <summary>Reads <c>prune:</c>.</summary>
internal static class PruneSection
{
    private static readonly NumberForm NotNegative = new("a number of 0 or more", value => value >= 0);

    private static readonly Dictionary<string, BudgetKind> BudgetKinds = new()
    {
        ["params"] = BudgetKind.Parameters, ["macs"] = BudgetKind.Macs, ["latency"] = BudgetKind.Latency,
    };

    /// <summary>The words of budgets.</summary>
    public static IReadOnlyDictionary<string, BudgetKind> Budgets => BudgetKinds;

    public static PruneOptions? Read(Section section)
    {
        var widths = Widths(section);
        var options = widths is null ? null : new PruneOptions
        {
            Widths = widths,
            Theta = section.Value("theta", NumberForm.Fraction) ?? 0.5,
            Reconstruct = section.Value("reconstruct", new WordForm<Reconstruction>()) ?? Reconstruction.Refit,
            Ridge = section.Value("ridge", NotNegative),
            Centered = section.Value("centered", BooleanForm.Instance) ?? true,
            Criterion = section.Value("criterion", new WordForm<Criterion>()) ?? Criterion.Spectral,
            MultipleOf = section.Value("multiple_of", WholeForm.Size) ?? 1,
            KeepTies = section.Value("keep_ties", BooleanForm.Instance) ?? false,
            PruneInputs = section.Value("prune_inputs", BooleanForm.Instance) ?? false,
            Seed = section.Value("seed", SeedForm.Instance) ?? 1,
            Name = Name(section),
        };
        if (options is not null) section.Close();
        return options;
    }

    // The name becomes a class and files.
    private static string? Name(Section section)
    {
        var name = section.Text("name", TextForm.Name);
        if (name is null || NameRules.CanNameClass(name)) return name;
        section.Fail(section.Find("name")!.Value, $"'name' takes {NameRules.ClassNameForm}, not {Quote.Of(name)}");
        return null;
    }

    private static WidthChoice? Widths(Section section)
    {
        string[] ways = ["widths", "alpha", "budget", "rho"];
        var given = ways.Where(key => section.Find(key) is not null).ToList();
        if (given.Count != 1)
        {
            section.Fail(given.Count == 0 ? section.Node : section.Find(given[1])!.KeyNode, $"'prune' takes one of widths, alpha, budget and rho; found {(given.Count == 0 ? "none" : string.Join(" and ", given))}");
            return null;
        }
        return section.Value("widths", new ListForm<int>(WholeForm.Size, WholeForm.Greatest, "a list of widths, one for each group")) is { } widths ? WidthChoice.Given([.. widths])
            : section.Value("alpha", new NumberForm("a number above 0 and up to 1", v => v is > 0 and <= 1)) is { } alpha ? WidthChoice.Alpha(alpha)
            : section.Value("rho", NumberForm.Positive) is { } rho ? WidthChoice.DegreesOfFreedom(rho)
            : Budget(section);
    }

    private static WidthChoice? Budget(Section section)
    {
        if (section.Inner("budget") is not { } inner) return null;
        var found = BudgetKinds.Keys.Where(key => inner.Find(key) is not null).ToList();
        if (found.Count != 1)
        {
            inner.Fail(inner.Node, "'budget' takes one of params, macs and latency");
            return null;
        }
        var limit = inner.Value(found[0], NumberForm.Positive);
        inner.Close();
        return limit is { } value ? WidthChoice.Budget(BudgetKinds[found[0]], value, Running.Latency.Meter) : null;
    }
}
