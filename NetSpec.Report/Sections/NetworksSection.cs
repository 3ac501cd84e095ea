namespace NetSpec.Report;

internal static class NetworksSection
{
    public static Section? Of(RunFolder run) => null;
}
