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
    /// <summary>Checks every stage.</summary>
    /// <exception cref="InputException">What does not fit, with its place in the recipe.</exception>
    public static void Check(Recipe recipe, NetworkSpec spec, NetworkInfo info, DataSet data, CancellationToken cancellation)
    {
        At(recipe, "data", () => Labels.Check(info, data.Train, cancellation));
        At(recipe, "train", () => Trainer.Check(info, data.Train, data.Validation, recipe.Train));
        if (recipe.Prune is not { } prune) return;
        At(recipe, "prune", () => Pruner.Check(spec, prune));
        if (data.Train.Count < Pruner.FewestSamples)
            throw new InputException(RecipeReader.At(recipe.Path, recipe.Places["data"], Few(data.Train.Count)));
        if (recipe.Finetune is { } finetune) At(recipe, "finetune", () => Trainer.Check(info, data.Train, data.Validation, finetune));
    }

    private static string Few(long count) => $"Pruning needs at least {Pruner.FewestSamples} training samples, better 128 or more; found {count}";

    private static void At(Recipe recipe, string key, Action check)
    {
        try
        {
            check();
        }
        catch (InputException exception) when (recipe.Places.TryGetValue(key, out var place))
        {
            throw new InputException(RecipeReader.At(recipe.Path, place, exception.Message), exception);
        }
    }
}
