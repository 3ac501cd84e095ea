namespace NetSpec.Generator;

internal sealed class MaxPoolLowering() : PoolLowering(isMean: false)
{
    public override string Keyword => "maxpool";
}
