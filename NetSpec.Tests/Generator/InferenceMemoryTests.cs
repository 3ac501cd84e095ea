using NetSpec.Generator;
using NetSpec.Spec;

namespace NetSpec.Tests.Generator;

/// <summary>Values that share memory at inference never hold it at the same time.</summary>
public class InferenceMemoryTests
{
    [Theory]
    [InlineData("resnet20", 0.3)]
    [InlineData("resnet50", 0.3)]
    [InlineData("densenet", 1.0)]
    [InlineData("tiny_ds_cnn", 0.6)]
    [InlineData("vgg16", 0.6)]
    public void LiveValuesLieApart(string example, double atMost)
    {
        var network = SpecReader.Read(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "specs", example + ".net.yaml")), example).Network!;
        var plan = Planner.Plan(network, Precision.Single);
        var samples = Math.Max(plan.SliceSamples, plan.GradientSliceSamples);
        for (var i = 0; i < plan.Inference.Length; i++)
        {
            // Written at or before this operation, read at it or after.
            var live = plan.Inference.Take(i + 1).Select(o => o.Output.AtInference)
                .Intersect(plan.Inference.Skip(i).SelectMany(o => o.Inputs).Select(v => v.AtInference))
                .Append(plan.Inference[i].Output.AtInference)
                .Where(v => v.HasBuffer && v.RowsPerSample > 0)
                .Distinct().OrderBy(v => v.PlaceAtInference.Offset).ToList();
            foreach (var (before, after) in live.Zip(live.Skip(1)))
                Assert.True(before.PlaceAtInference.Offset + ((long)before.RowsPerSample * before.Stride * samples) <= after.PlaceAtInference.Offset, $"{before.Name} and {after.Name} overlap.");
        }
        Assert.InRange(plan.InferenceWorkspace.Shared, 0, (long)(atMost * plan.InferenceWorkspace.Apart));
    }
}
