namespace NetSpec.Generator;

internal sealed class AvgPoolLowering() : PoolLowering(isMean: true)
{
    public override string Keyword => "avgpool";
}
