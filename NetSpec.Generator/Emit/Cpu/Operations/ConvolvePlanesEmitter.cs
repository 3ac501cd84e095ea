using System;

namespace NetSpec.Generator;

/// <summary>Convolutions of the caller's planes.</summary>
internal sealed class ConvolvePlanesEmitter : OperationEmitter<ConvolvePlanes>
{
    public override string Form(Operation operation) => "few planes: register tile over taps and packed panels";

    public override bool CanUnroll(Operation operation) => false;

    public override double SampleCost(Operation operation, VectorTarget target) => ConvolveEmitter.Direct(((ConvolvePlanes)operation).Walk, target);

    protected override void Forward(ConvolvePlanes o, KernelContext k)
    {
        var (epilogue, operands) = k.Forward(o);
        k.Writer.Line($"{k.Call(new ConvolvePlanesMethods(k).Samples())}<{epilogue}>(samples, {o.Input.Name}, {WalkMethods.Print(o.Walk, k)}, parameters + {o.Weight.Offset}, scratch,");
        k.Writer.Line($"    new TileTarget {{ Memory = {o.Output.Name}, Row = {o.Output.Stride}{operands} }});");
    }

    protected override void Backward(ConvolvePlanes o, KernelContext k) => throw new InvalidOperationException("A convolution of planes belongs to inference, which has no gradient.");
}
