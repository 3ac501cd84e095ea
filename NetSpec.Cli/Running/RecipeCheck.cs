using NetSpec.Cli.Networks;
using NetSpec.Cli.Recipes;
using NetSpec.Pruning;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Cli.Running;

/// <summary>
/// Holds a recipe against its network and its data before the first training: what only a later stage would notice is refused here, at the
/// key that is wrong.
/// </summary>
internal static class RecipeCheck
{
    /// <summary>Reads the network of a recipe.</summary>
    /// <exception cref="InputException">It is not there, said at its place; or it has errors, said at theirs.</exception>
    public static SpecFile Network(Recipe recipe)
    {
        if (recipe.Network is null) throw new InputException($"{recipe.Path}(1,1): error: The key 'network' is missing; it takes the path of a spec, NAME.net.yaml");
        SpecFile? file = null;
        At(recipe, "network", () => file = SpecFile.Read(recipe.Network));
        return file!;
    }

    /// <summary>Checks what goes together in the recipe itself, before anything is compiled.</summary>
    /// <exception cref="InputException">What does not, with its place.</exception>
    public static void Keys(Recipe recipe, NetworkSpec spec)
    {
        Checkpoint(recipe, "train", recipe.Train);
        Checkpoint(recipe, "finetune", recipe.Finetune);
        if (recipe.Prune is not { } prune)
        {
            if (recipe.Finetune is not null) Fail(recipe, "finetune", "'finetune' trains the pruned network, but there is no 'prune'");
            if (recipe.Compare.Count > 0) Fail(recipe, "compare", "'compare' prunes in other ways, but there is no 'prune' to compare with");
            return;
        }
        if (PruneOutput.NameOf(spec, prune).Equals(spec.Name, StringComparison.OrdinalIgnoreCase))
            Fail(recipe, "prune.name", $"The pruned network takes another name than {spec.Name}, whose files it would replace");
        if (prune.PruneInputs && recipe.Finetune is { Distill: true })
            Fail(recipe, "finetune.distill", "'distill' gives both networks the same samples, but with 'prune_inputs' the pruned one reads fewer values");
    }

    /// <summary>Refuses a checkpoint that cannot be written.</summary>
    /// <exception cref="InputException">Its place in the recipe is said.</exception>
    public static void Checkpoint(Recipe recipe, string key, TrainingOptions? options)
    {
        if (options?.Checkpoint is { } checkpoint) At(recipe, key + ".checkpoint", () => AtomicFile.Check(checkpoint.Path));
    }

    /// <summary>Checks every stage.</summary>
    /// <exception cref="InputException">What does not fit, with its place in the recipe.</exception>
    public static void Check(Recipe recipe, NetworkSpec spec, NetworkInfo info, DataSet data, CancellationToken cancellation)
    {
        At(recipe, "data", () => Labels.Check(info, data.Train, cancellation));
        At(recipe, "train", () => Trainer.Check(info, data.Train, data.Validation, recipe.Train));
        if (recipe.Prune is not { } prune) return;
        At(recipe, "prune", () => Pruner.Check(spec, prune));
        foreach (var baseline in recipe.Compare.Select(Baselines.Of))
            At(recipe, "compare", () => Pruner.Check(spec, prune with { Criterion = baseline.Criterion, Reconstruct = baseline.Reconstruct }));
        if (data.Train.Count < Pruner.FewestSamples) Fail(recipe, "data", $"Pruning needs at least {Pruner.FewestSamples} training samples, better 128 or more; found {data.Train.Count}");
        if (recipe.Finetune is { } finetune) At(recipe, "finetune", () => Trainer.Check(info, data.Train, data.Validation, finetune));
    }

    private static void Fail(Recipe recipe, string key, string message) => throw new InputException(RecipeReader.At(recipe.Path, recipe.Places[key], message));

    private static void At(Recipe recipe, string key, Action check)
    {
        try
        {
            check();
        }
        catch (InputException exception) when (exception is not Compiler.SpecException && recipe.Places.TryGetValue(key, out var place))
        {
            throw new InputException(RecipeReader.At(recipe.Path, place, exception.Message), exception);
        }
    }
}
