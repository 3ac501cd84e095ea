using NetSpec.Tests.Snapshots;

namespace NetSpec.Tests.Generator;

/// <summary>
/// The text of one small network, so that a change of what is generated is seen in review. The kernels on 512 bits stand for those on 256 and
/// 128, which differ in types and tile heights and run on the reference cases.
/// </summary>
public class SnapshotTests
{
    private const string Small = "netspec: 1\nname: Small\ninput: 3\nlayers:\n  - { dense: 2, activation: relu }\n  - dense: 1\n";

    [Fact]
    public void SmallNetwork() => Snapshot.Verify(GeneratorHost.Run(GeneratorHost.Project(), GeneratorHost.Spec("small.net.yaml", Small)), WithoutNarrowKernels);

    private static string WithoutNarrowKernels(string text) => text[..text.IndexOf("    /// <summary>Kernels on 256-bit", StringComparison.Ordinal)];
}
