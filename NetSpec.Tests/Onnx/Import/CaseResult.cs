using NetSpec.Compiler;
using NetSpec.Onnx;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Tests.Onnx.Import;

/// <summary>What became of a case: it agrees with ONNX, is refused for a reason, or is wrong.</summary>
/// <param name="Case">The case.</param>
/// <param name="Refusal">Why it is refused; null where it is not.</param>
/// <param name="Error">How it differs from ONNX; null where it does not.</param>
internal sealed record CaseResult(OnnxCase Case, string? Refusal, string? Error)
{
    public bool Passed => Refusal is null && Error is null;

    /// <summary>Imports a case, compiles it and compares its forward pass with the output that ONNX gives.</summary>
    public static CaseResult Of(OnnxCase onnx, Dictionary<string, CompiledNetwork<float>> compiled)
    {
        ImportedNetwork network;
        try
        {
            network = onnx.Import();
        }
        catch (InputException exception)
        {
            return new(onnx, exception.Message, null);
        }
        var (input, expected) = (onnx.Input(), onnx.Output());
        // Some cases keep bfloat16 as the bits' whole numbers.
        if (input is Tensor<long> || expected is Tensor<long>) return new(onnx, "Its data are stored as whole numbers.", null);
        if (input.ToDoubles().Any(v => !float.IsFinite((float)v)))
            return new(onnx, "Its input lies beyond single precision.", null);
        return new(onnx, null, Difference(Forward(network, input, expected, compiled), expected));
    }

    private static float[] Forward(ImportedNetwork network, Tensor input, Tensor expected, Dictionary<string, CompiledNetwork<float>> compiled)
    {
        var text = SpecWriter.Write(network.Spec);
        if (!compiled.TryGetValue(text, out var found))
            compiled[text] = found = SpecCompiler.Compile<float>(network.Spec);
        Weights.Load(found.Network.Parameters, network.Weights);
        var samples = LayoutOrder.ToSamples(network.Input, input);
        var output = new float[samples.Length / (int)network.Input.Shape.Size * (int)network.Output.Shape.Size];
        found.Network.Forward(samples, output);
        return LayoutOrder.ToModel(network.Output, output, expected.Shape);
    }

    // The relative error is that of ONNX's own runner, needed where a softmax reads 1e4; the absolute one goes by the largest value.
    private static string? Difference(float[] values, Tensor expected)
    {
        var wanted = expected.ToDoubles();
        if (values.Length != wanted.Length) return $"{values.Length} values instead of {wanted.Length}";
        var scale = wanted.Select(Math.Abs).DefaultIfEmpty(0).Max();
        for (var i = 0; i < wanted.Length; i++)
        {
            if (!(Math.Abs(values[i] - wanted[i]) <= (1e-3 * Math.Abs(wanted[i])) + (1e-6 * scale) + 1e-7)) return $"{values[i]:R} instead of {wanted[i]:R} at {i}";
        }
        return null;
    }
}
