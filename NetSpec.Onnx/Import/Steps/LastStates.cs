using NetSpec.Spec;

namespace NetSpec.Onnx.Import;

/// <summary>Takes the last step of a sequence: from the recurrent layer that gives it, through layers that treat each step alike.</summary>
internal static class LastStates
{
    public static Signal Take(NodeCall call, Signal sequence, Layout layout)
    {
        var between = new Stack<UnaryStep>();
        var edge = sequence.Edge;
        while (edge is { IsSole: true, From: UnaryStep step } && IsStepwise(step))
        {
            between.Push(step);
            edge = step.Input;
        }
        if (edge is not { IsSole: true, From: LayerStep { Layer: Recurrent { Return: RecurrentReturn.Sequence } recurrent } source })
            return new Signal(new LastStep(call.Origin, sequence.Edge), true, layout);
        Step last = source.With(recurrent with { Return = RecurrentReturn.Last });
        foreach (var step in between)
            last = Behind(step, new Edge(last, true));
        return new Signal(last, true, layout);
    }

    private static bool IsStepwise(UnaryStep step) => step is AffineStep or LayerStep { Layer: Dense or LayerNorm or Dropout or ActivationLayer };

    private static Step Behind(UnaryStep step, Edge input) => step is LayerStep layer
        ? new LayerStep(layer.Origin, input, layer.Layer, layer.Weights) { NameHint = layer.NameHint }
        : new AffineStep(step.Origin, input, ((AffineStep)step).Affine);
}
