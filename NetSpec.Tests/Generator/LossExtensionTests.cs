using Microsoft.CodeAnalysis;

namespace NetSpec.Tests.Generator;

public class LossExtensionTests
{
    [Fact]
    public void AGeneratedClassHasALossBesideTheEnumOfThatName()
    {
        var project = GeneratorHost.Project("""
            using NetSpec;
            using NetSpec.Runtime;

            [Network(2, Loss = Loss.Mse), Dense(1)]
            public sealed partial class Net
            {
                public float Own(float[] input, float[] target) => this.Loss(input, target);
            }

            public static class Use
            {
                public static float Of(Net network, float[] input, float[] target, float[] weights) => network.Loss(input, target, weights);
            }
            """);

        GeneratorHost.Driver().RunGeneratorsAndUpdateCompilation(project, out var compilation, out _);

        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
    }
}
