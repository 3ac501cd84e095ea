namespace NetSpec.Report;

internal static class RecordSection
{
    public static Section? Of(RunFolder run) => null;
}
