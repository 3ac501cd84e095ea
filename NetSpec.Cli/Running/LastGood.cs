using NetSpec.Runtime;

namespace NetSpec.Cli.Running;

/// <summary>Keeps what a training had reached that could not go on.</summary>
internal static class LastGood
{
    /// <summary>Writes the parameters of the last good epoch.</summary>
    /// <returns>The failure, with where they are, or with why they could not be written either.</returns>
    public static InputException Keep(TrainingFailedException failure, string path, NamedTensors weights)
    {
        try
        {
            Safetensors.Write(path, weights);
            return new($"{failure.Message} They are kept in '{path}'.", failure);
        }
        catch (InputException second)
        {
            return new($"{failure.Message} They are lost: {second.Message}", failure);
        }
    }
}
