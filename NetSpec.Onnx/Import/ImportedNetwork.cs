using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Onnx;

/// <summary>A model as a spec with weights.</summary>
public sealed class ImportedNetwork
{
    internal ImportedNetwork(NetworkSpec spec, NamedTensors weights, ImmutableArray<string> notes, Layout input, Layout output) =>
        (Spec, Weights, Notes, Input, Output) = (spec, weights, notes, input, output);

    /// <summary>The network.</summary>
    public NetworkSpec Spec { get; }

    /// <summary>Its parameters, under PyTorch's names.</summary>
    public NamedTensors Weights { get; }

    /// <summary>What a reader of the spec should know, a sentence each; empty where spec and model say the same in the same way.</summary>
    public ImmutableArray<string> Notes { get; }

    /// <summary>The meaning of each axis of the model's input, for example <c>batch, features, time</c> where the spec's input is [time, features].</summary>
    public ImmutableArray<string> InputAxes => AxisNames.Of(Input);

    /// <summary>The meaning of each axis of the model's output.</summary>
    public ImmutableArray<string> OutputAxes => AxisNames.Of(Output);

    /// <summary>How the model's input lies in the spec's.</summary>
    internal Layout Input { get; }

    /// <summary>How the model's output lies in the spec's.</summary>
    internal Layout Output { get; }

    /// <summary>Writes NAME.safetensors and NAME.net.yaml, the spec last: where it is, all is there.</summary>
    /// <param name="folder">Made where it is missing.</param>
    /// <exception cref="InputException">A file cannot be written.</exception>
    public void Write(string folder)
    {
        var weights = Path.Combine(folder, Spec.Name + ".safetensors");
        var isNew = !File.Exists(weights);
        Safetensors.Write(weights, Weights);
        try
        {
            AtomicFile.WriteText(Path.Combine(folder, Spec.Name + ".net.yaml"), SpecWriter.Write(Spec, Notes));
        }
        catch (InputException)
        {
            if (isNew) File.Delete(weights);
            throw;
        }
    }
}
