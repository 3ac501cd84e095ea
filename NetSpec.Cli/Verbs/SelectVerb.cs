using System.CommandLine;
using NetSpec.Cli.Hosting;
using NetSpec.Cli.Options;
using NetSpec.Cli.Outputs;
using NetSpec.Pruning;
using NetSpec.Runtime;

namespace NetSpec.Cli.Verbs;

/// <summary><c>select</c>: the greedy choice alone, on a covariance from a file.</summary>
internal sealed class SelectVerb : Verb
{
    private readonly Option<string> _sigma = Declare.File("--sigma", "'sigma' [m, m] and, where there is one, 'z' [q, m], .safetensors.");
    private readonly Option<int?> _width = Declare.Whole("--width", "How many units to choose.");
    private readonly Option<double?> _theta = Declare.Number("--theta", "From 0 (what is read) to 1 (the units themselves); 0.5.", "a number from 0 to 1", v => v is >= 0 and <= 1);
    private readonly Option<double?> _ridge = Declare.Number("--ridge", "Added to the diagonal; 0.", "a number of 0 or more", v => v >= 0);
    private readonly Option<double[]> _lambda = Declare.NumberList("--lambda", "Where to give the degrees of freedom.");
    private readonly Option<string> _output = Declare.File("--output", "'order', 'score', 'a' and 'dof', .safetensors.");

    public SelectVerb() => _width.Required = true;

    public override IEnumerable<Symbol> Symbols => [_sigma, _width, _theta, _ridge, _lambda, _output];

    public override int Run(Invocation invocation)
    {
        OutputCheck.Require("--output", [invocation.Get(_output)], invocation.Get(_sigma));
        var problem = SelectionProblem.Read(Safetensors.Read(invocation.Get(_sigma)), invocation.Get(_theta) ?? 0.5, invocation.Get(_ridge) ?? 0);
        var choice = GreedySelection.Select(problem, invocation.Get(_width)!.Value);
        var freedom = invocation.Get(_lambda) is { Length: > 0 } lambdas ? new DegreesOfFreedom(problem.Covariance).At(lambdas) : [];
        invocation.Cancellation.ThrowIfCancellationRequested();

        var path = invocation.Get(_output);
        var tensors = choice.ToTensors();
        tensors["dof"] = Tensor.Create(freedom, freedom.Length);
        Safetensors.Write(path, tensors);
        invocation.Terminal.Report(new { output = path, order = choice.Order, score = choice.Scores, reachedRank = choice.ReachedRank, dof = freedom });
        invocation.Terminal.Say($"{path}: {choice.Order.Length} of {problem.Units} units explain {Text.Number(choice.Scores[^1])}"
            + (choice.ReachedRank ? "; no independent unit is left." : "."));
        return ExitCode.Done;
    }
}
