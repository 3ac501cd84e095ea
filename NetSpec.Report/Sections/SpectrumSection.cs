namespace NetSpec.Report;

internal static class SpectrumSection
{
    public static Section? Of(RunFolder run) => null;
}
