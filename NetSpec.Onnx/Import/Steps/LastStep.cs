namespace NetSpec.Onnx.Import;

/// <summary>The last step of a sequence: part of the recurrent layer before it.</summary>
internal sealed class LastStep(string origin, Edge input) : UnaryStep(origin, input)
{
    public override Placed Place() =>
        throw new Refusal("the last step of a sequence is what a recurrent layer gives, and here other steps are read too or no recurrent layer is before it").Beside(this);
}
