using NetSpec.Cli.Networks;
using NetSpec.Pruning;
using NetSpec.Runtime;

namespace NetSpec.Cli.Running;

/// <summary>The models of a run's first repeat, written as soon as a stage is done, so that a stop loses no finished stage.</summary>
internal sealed class ModelFiles(string folder, SpecFile file)
{
    /// <summary>Writes the original network.</summary>
    public void WriteOriginal(NamedTensors weights)
    {
        Safetensors.Write(Path.Combine(folder, file.Spec.Name + ".safetensors"), weights);
        AtomicFile.WriteText(Path.Combine(folder, file.Spec.Name + ".net.yaml"), file.Text);
    }

    /// <summary>Writes the pruned network and its report.</summary>
    public void WritePruned(PruneResult pruned) => PruneOutput.Write(folder, pruned);

    /// <summary>Writes the parameters that fine-tuning gave the pruned network.</summary>
    public void WriteFinetuned(PruneResult pruned, NamedTensors weights) =>
        Safetensors.Write(Path.Combine(folder, pruned.Spec.Name + ".finetuned.safetensors"), weights);
}
