namespace NetSpec.Report;

internal static class ScoreSection
{
    public static Section? Of(RunFolder run) => null;
}
