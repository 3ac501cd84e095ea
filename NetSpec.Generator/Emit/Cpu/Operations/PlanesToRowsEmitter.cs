namespace NetSpec.Generator;

internal sealed class PlanesToRowsEmitter : OperationEmitter<PlanesToRows>
{
    public override string Form(Operation operation) => "images to rows of channels";

    public override bool CanUnroll(Operation operation) => false;

    // Scalar moves, two cycles each.
    public override double SampleCost(Operation operation, VectorTarget target) => 2.0 * ((PlanesToRows)operation).Shape.Size;

    protected override void Forward(PlanesToRows o, KernelContext k) =>
        k.Writer.Line(CallerMemory.Read(k, o.Shape, o.Input.Name, o.Output.Name, o.Output.Stride));

    // The two share one gradient, which goes to the caller at the end.
    protected override void Backward(PlanesToRows o, KernelContext k)
    {
    }
}
