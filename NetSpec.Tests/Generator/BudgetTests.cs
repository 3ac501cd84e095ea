using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using NetSpec.Compiler;
using NetSpec.Generator;
using NetSpec.Spec;

namespace NetSpec.Tests.Generator;

/// <summary>No generated method comes near the size where the JIT stops optimising.</summary>
public class BudgetTests
{
    public static TheoryData<string> AtTheEdge()
    {
        var data = new TheoryData<string>();
        foreach (var activation in new[] { "relu", "softplus", "log_softmax" })
        {
            data.Add(Largest(w => Spec(w, Enumerable.Repeat(16, w), activation), MostLayers));
            data.Add(Largest(w => Spec(3, Enumerable.Repeat(1, w), activation), MostLayers));
        }
        // Samples in lanes, with layers that hand their sums on in registers.
        data.Add(Spec(127, Enumerable.Repeat(15, 7), "relu"));
        data.Add(Spec(30, [24, 7, 24, 7, 24, 7], "tanh"));
        data.Add("netspec: 1\nname: Images\ninput: [2, 30, 30]\nlayers:\n  - { conv2d: 8, activation: relu }\n  - maxpool: 2\n  - { conv2d: 12, activation: relu }\n  - maxpool: 2\n  - flatten:\n  - dense: 32\nloss: mse\n");
        data.Add(Largest(w => Spec(w, [w], "gelu")));
        data.Add(Largest(w => Spec(w, [1], "relu")));
        data.Add(Largest(w => Spec(1, [w], "sigmoid")));
        return data;
    }

    [Theory]
    [MemberData(nameof(AtTheEdge))]
    public void MethodsStayWithinTheBudget(string spec)
    {
        Assert.All(Methods(spec), method =>
        {
            Assert.True(method.Instructions <= UnrollingBudget.InstructionsPerMethod, $"{method.Name} has {method.Instructions} instructions.");
            Assert.True(method.Locals <= UnrollingBudget.LocalReferencesPerMethod, $"{method.Name} refers {method.Locals} times to locals.");
        });
    }

    [Fact]
    public void WideNetworksStayWithinTheBudget() => MethodsStayWithinTheBudget(Spec(784, [4096, 1000, 33], "gelu"));

    [Fact]
    public void TextDoesNotGrowWithWidths()
    {
        var narrow = SpecCompiler.Generate(Spec(512, [512, 512, 512], "gelu"), "narrow.net.yaml").Length;
        var wide = SpecCompiler.Generate(Spec(4096, [4096, 4096, 4096], "gelu"), "wide.net.yaml").Length;
        Assert.InRange(wide, narrow, narrow * 1.02);
    }

    private static IEnumerable<(string Name, int Instructions, int Locals)> Methods(string spec)
    {
        var image = NetSpec.Compiler.Compilation.Emit(GeneratedSource.From(spec, "edge.net.yaml", isDouble: false));
        using var file = new PEReader(new MemoryStream(image));
        var metadata = file.GetMetadataReader();
        var methods = new List<(string, int, int)>();
        foreach (var handle in metadata.MethodDefinitions)
        {
            var method = metadata.GetMethodDefinition(handle);
            if (method.RelativeVirtualAddress == 0) continue;
            var owner = metadata.GetString(metadata.GetTypeDefinition(method.GetDeclaringType()).Name);
            var (instructions, locals) = IlCounter.Count(file.GetMethodBody(method.RelativeVirtualAddress).GetILReader());
            methods.Add(($"{owner}.{metadata.GetString(method.Name)}", instructions, locals));
        }
        Assert.Contains(methods, m => m.Item2 > 300);
        return methods;
    }

    // Kernels of a gradient are called one after another: over 125 layers that caller alone would exceed the budget.
    private const int MostLayers = 100;

    // The last of a growing family whose single-sample code is unrolled.
    private static string Largest(Func<int, string> spec, int most = 1000)
    {
        var width = 1;
        while (width < most && IsUnrolled(spec(width + 1))) width++;
        return spec(width);
    }

    private static bool IsUnrolled(string spec) => SingleEmitter.Fits(Planner.Plan(SpecReader.Read(spec, "edge.net.yaml").Network!, Precision.Single));

    private static string Spec(int input, IEnumerable<int> widths, string activation) =>
        $"netspec: 1\nname: Edge\ninput: {input}\nlayers:\n{string.Concat(widths.Select(w => $"  - {{ dense: {w}, activation: {activation} }}\n"))}";
}
