namespace NetSpec.Generator;

internal sealed class LstmLowering() : RecurrentLowering(RecurrentCell.Lstm)
{
    public override string Keyword => "lstm";
}
