namespace NetSpec.Generator;

internal sealed class RnnLowering() : RecurrentLowering(RecurrentCell.Rnn)
{
    public override string Keyword => "rnn";
}
