using NetSpec.Spec;

namespace NetSpec.Onnx.Import;

/// <summary>Each unit times a number plus a number: a normalize, or part of a neighbour.</summary>
internal sealed class AffineStep(string origin, Edge input, Affine affine) : UnaryStep(origin, input)
{
    public Affine Affine { get; } = affine;

    public override Placed Place()
    {
        if (!Affine.IsPositive) throw new Refusal("it multiplies by numbers that are not above 0, which a normalize cannot").Beside(this);
        var (mean, std) = Affine.AsNormalize();
        if (mean.Concat(std).Any(v => !float.IsFinite((float)v)) || std.Any(v => (float)v <= 0))
            throw new Refusal("its constants leave the range of single precision").Beside(this);
        return new(this, new Normalize(mean, std), [], null, []);
    }
}
