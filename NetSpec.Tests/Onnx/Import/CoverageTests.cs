using System.Runtime.CompilerServices;
using NetSpec.Compiler;
using NetSpec.Tests.Snapshots;

namespace NetSpec.Tests.Onnx.Import;

/// <summary>Every case of ONNX's own tests goes through import and a compiled forward pass: it agrees, or it is refused. docs/onnx-coverage.md says which.</summary>
public class CoverageTests
{
    private static readonly string[] _suites = ["node", "pytorch-converted", "pytorch-operator", "simple"];

    [OnnxDataFact]
    public void Every_case_agrees_or_is_refused_and_the_page_says_which()
    {
        var compiled = new Dictionary<string, CompiledNetwork<float>>();
        var results = _suites.SelectMany(OnnxCase.Of).Select(c => CaseResult.Of(c, compiled)).ToList();
        foreach (var network in compiled.Values) network.Dispose();

        Assert.Equal("", string.Join("\n", results.Where(r => r.Error is not null).Select(r => $"{r.Case.Suite}/{r.Case.Name}: {r.Error}")));
        Assert.True(Passed(results, "node") >= 200);
        Assert.True(Passed(results, "pytorch-converted") >= 53);
        Assert.True(Passed(results, "pytorch-operator") >= 15);
        ComparePage(CoveragePage.Write(results));
    }

    private static int Passed(List<CaseResult> results, string suite) => results.Count(r => r.Case.Suite == suite && r.Passed);

    private static void ComparePage(string text, [CallerFilePath] string file = "")
    {
        var path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../../docs/onnx-coverage.md"));
        if (Snapshot.Accepts(Environment.GetEnvironmentVariable)) File.WriteAllText(path, text);
        Assert.True(File.Exists(path), "docs/onnx-coverage.md is missing; NETSPEC_ACCEPT=1 writes it.");
        Assert.Equal(text, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }
}
