using System.Text.Json;
using System.Xml.Linq;

namespace NetSpec.Tests.Documentation;

/// <summary>Blocks of XML and JSON are well formed, and what they name in the repository is there.</summary>
public class XmlJsonBlockTests
{
    public static TheoryData<string> Xml => Blocks("xml");

    public static TheoryData<string> Json => Blocks("json");

    [Theory]
    [MemberData(nameof(Xml))]
    public void XmlIsPartOfAProject(string name)
    {
        var project = XElement.Parse($"<Project>{Repository.Block(name).Text}</Project>");
        // Written for a project in a folder beside NetSpec's own.
        var named = project.Descendants().Attributes().Where(a => a.Name.LocalName is "Include" or "Project" && a.Value.StartsWith("../", StringComparison.Ordinal)).Select(a => a.Value);
        Assert.All(named, value => Assert.True(File.Exists(Repository.At(Path.Combine("NetSpec.Cli", value))), value));
    }

    [Theory]
    [MemberData(nameof(Json))]
    public void JsonIsRead(string name) => Assert.NotEqual(JsonValueKind.Undefined, JsonDocument.Parse(Repository.Block(name).Text).RootElement.ValueKind);

    private static TheoryData<string> Blocks(string language) =>
        new(Repository.ReaderPages.SelectMany(page => page.Blocks).Where(block => block.Language == language).Select(block => block.ToString()));
}
