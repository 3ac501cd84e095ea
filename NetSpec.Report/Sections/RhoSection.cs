namespace NetSpec.Report;

internal static class RhoSection
{
    public static Section? Of(RunFolder run) => null;
}
