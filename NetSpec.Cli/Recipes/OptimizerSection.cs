using NetSpec.Runtime;
using NetSpec.Spec.Reading;

namespace NetSpec.Cli.Recipes;

/// <summary>Reads <c>optimizer: adam</c> or <c>optimizer: { adam: { learning_rate: 0.001 } }</c>.</summary>
internal static class OptimizerSection
{
    public static OptimizerOptions? Read(Section section)
    {
        if (section.Named("optimizer", OptimizerOptions.Names) is not var (name, keys, node)) return null;
        double? Number(string key) => keys?.Value(key, NumberForm.Any);
        var options = new OptimizerOptions(
            name, Number("learning_rate"), Number("momentum"), Number("beta1"), Number("beta2"), Number("epsilon"), Number("weight_decay"));
        keys?.Close();
        try
        {
            options.Resolve();
            return options;
        }
        catch (InputException exception)
        {
            // The optimizer knows which numbers it uses and what they may be.
            var named = keys?.Node.Entries.FirstOrDefault(e => e.Key == exception.Key);
            section.Fail(named?.Value ?? node, exception.Message.TrimEnd('.'));
            return null;
        }
    }
}
