namespace NetSpec.Generator;

internal sealed class GruLowering() : RecurrentLowering(RecurrentCell.Gru)
{
    public override string Keyword => "gru";
}
