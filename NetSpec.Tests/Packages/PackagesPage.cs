using System.Text.RegularExpressions;

namespace NetSpec.Tests.Packages;

/// <summary>The code of docs/packages.md, which these tests compile and run.</summary>
internal static partial class PackagesPage
{
    private static readonly string Text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "_docs", "packages.md"));

    public static string Project => Block("xml", "<OutputType>Exe</OutputType>");

    public static string Spec => Block("yaml", "name: Digits");

    public static string Program => Block("csharp", "class DigitReader");

    public static string PruningProgram => Block("csharp", "CompiledNetworks");

    public static string LocalSource => Block("xml", "packageSources");

    public static string TrimmedProperties => Block("xml", "PublishTrimmed");

    private static string Block(string language, string with) =>
        Blocks().Matches(Text).Single(m => m.Groups["language"].Value == language && m.Groups["code"].Value.Contains(with, StringComparison.Ordinal)).Groups["code"].Value;

    [GeneratedRegex("^```(?<language>[a-z]+)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
