namespace NetSpec.Report;

internal static class TradeOffSection
{
    public static Section? Of(RunFolder run) => null;
}
