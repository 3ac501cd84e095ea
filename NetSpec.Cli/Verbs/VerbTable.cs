namespace NetSpec.Cli.Verbs;

/// <summary>One verb in the table.</summary>
internal sealed record VerbEntry(string Name, string Summary, Func<Verb> Create);

/// <summary>The one table of verbs.</summary>
internal static class VerbTable
{
    /// <summary>Every verb, in the order of the reference page.</summary>
    public static IReadOnlyList<VerbEntry> All { get; } =
    [
        new("new", "Write a spec and a recipe to start from.", () => new NewVerb()),
        new("schema", "Write the JSON schemas that editors complete and explain keys from.", () => new SchemaVerb()),
        new("check", "Say what is wrong with specs; else show layers, shapes, parameters and costs.", () => new CheckVerb()),
        new("fmt", "Print specs as canonical YAML.", () => new FormatVerb()),
        new("diff", "Show the difference of two networks by layer.", () => new DiffVerb()),
        new("emit", "Print the C# that a build generates.", () => new EmitVerb()),
        new("init", "Write initial parameters.", () => new InitVerb()),
        new("import", "Read an ONNX model as a spec with weights.", () => new ImportVerb()),
        new("forward", "Run inference.", () => new ForwardVerb()),
        new("predict", "Write classes with names and probabilities, or values, as CSV.", () => new PredictVerb()),
        new("gradient", "Write the loss and its gradient.", () => new GradientVerb()),
        new("covariance", "Write the covariance of each layer's units.", () => new CovarianceVerb()),
        new("prune", "Write a smaller network: spec, weights, report.", () => new PruneVerb()),
        new("select", "Choose units greedily from a covariance.", () => new SelectVerb()),
        new("train", "Train a network.", () => new TrainVerb()),
        new("evaluate", "Measure a network on data.", () => new EvaluateVerb()),
        new("run", "Train, prune, regenerate, fine-tune and compare, as a recipe says.", () => new RunVerb()),
        new("export", "Write a network and its weights as an ONNX model.", () => new ExportVerb()),
        new("freeze", "Write weights as text that a build puts into the assembly.", () => new FreezeVerb()),
        new("report", "Write the page of a run again from its folder.", () => new ReportVerb()),
        new("bench", "Time one sample, a batch and a training step.", () => new BenchVerb()),
    ];
}
