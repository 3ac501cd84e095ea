using NetSpec.Generator;

namespace NetSpec.Tests.Documentation;

public class OperationListTests
{
    [Fact]
    public void HowItWorksListsEveryOperation() => Assert.All(
        typeof(Operation).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Operation)) && !t.IsAbstract),
        operation => Assert.Contains(Repository.Page("docs/how-it-works.md").Text.Split('\n'), line => line.StartsWith("- ", StringComparison.Ordinal) && line.Contains($"`{operation.Name}`", StringComparison.Ordinal)));
}
