namespace NetSpec.Report;

internal static class CovarianceSection
{
    public static Section? Of(RunFolder run) => null;
}
