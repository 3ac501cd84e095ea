using System.CommandLine;
using NetSpec.Cli.Hosting;
using NetSpec.Cli.Options;
using NetSpec.Cli.Recipes;
using NetSpec.Cli.Running;
using NetSpec.Pruning;
using NetSpec.Runtime;

namespace NetSpec.Cli.Verbs;

/// <summary><c>run</c>: a recipe from spec to summary.</summary>
internal sealed class RunVerb : Verb
{
    private readonly Argument<string> _recipe = new("RECIPE") { Description = "NAME.run.yaml." };
    private readonly Option<string?> _out = Declare.Text("--out", "DIR", "Where everything is written; out/NAME where it is not said.");

    private readonly DeviceOptions _device = new();

    public override IEnumerable<Symbol> Symbols => [_recipe, _out, .. _device.Symbols];

    public override int Run(Invocation invocation)
    {
        var recipe = RecipeReader.Read(invocation.Get(_recipe));
        var file = RecipeCheck.Network(recipe);
        if (recipe.Data is null) throw new InputException($"{recipe.Path}(1,1): error: The key 'data' is missing; it takes a mapping with a 'kind'");
        using var device = _device.Open(invocation);
        var folder = invocation.Get(_out) ?? Path.Combine("out", recipe.Name);
        using var factory = new CompiledNetworks(device);
        var run = new RecipeRun(recipe, file, folder, factory, device?.Name, invocation.Cancellation);
        var results = invocation.Terminal.Track(recipe.Name, run.Run);
        invocation.Terminal.Report(Summary.ToJson(recipe, file, results));
        invocation.Terminal.Show(Summary.ToTable(recipe, results));
        foreach (var note in Summary.Notes(results)) invocation.Terminal.Say(note);
        invocation.Terminal.Say($"{folder}: specs, weights, {string.Join(", ", run.Files.SkipLast(1))} and {run.Files[^1]}.");
        return ExitCode.Done;
    }
}
