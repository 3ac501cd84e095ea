using NetSpec.Onnx.Import;
using NetSpec.Onnx.Operators;
using NetSpec.Runtime;

namespace NetSpec.Tests.Onnx.Import;

/// <summary>Views of views agree with numbers that were really moved.</summary>
public class LayoutTests
{
    [Theory]
    [InlineData(new long[] { 5, 2, 3, 4 }, 1)]
    [InlineData(new long[] { 5, 6, 4 }, 2)]
    [InlineData(new long[] { 5, 1, 12, 1 }, 3)]
    [InlineData(new long[] { 1, 6, 4 }, 4)]
    [InlineData(new long[] { 5, 24 }, 5)]
    public void ChangesOfViewMoveNoNumber(long[] shape, int seed)
    {
        var random = new Random(seed);
        var kept = 0;
        for (var round = 0; round < 200; round++)
        {
            var meanings = InputMeaning.Of(shape.Length).Select(m => m.LayoutOf([.. shape.Select(d => (long?)d)])!).ToList();
            var layout = meanings[random.Next(meanings.Count)];
            Tensor tensor = Tensor.Create(Enumerable.Range(0, (int)shape.Aggregate(1L, (p, d) => p * d)).Select(i => (float)i).ToArray(), shape);
            var samples = LayoutOrder.ToSamples(layout, tensor);
            try
            {
                for (var step = 0; step < 4; step++)
                    (layout, tensor) = Change(layout, tensor, random);
            }
            catch (Refusal)
            {
                // A view that mixes what the language keeps apart.
                continue;
            }
            kept++;
            Assert.Equal(layout.Sizes, tensor.Shape);
            Assert.Equal(tensor.ToDoubles().Select(v => (float)v), LayoutOrder.ToModel(layout, samples, tensor.Shape));
        }
        Assert.True(kept > 50, $"{kept} of 200 views were kept");
    }

    private static (Layout Layout, Tensor Tensor) Change(Layout layout, Tensor tensor, Random random)
    {
        switch (random.Next(4))
        {
            case 0:
                var order = Enumerable.Range(0, layout.Rank).Select(i => (long)i).ToArray();
                random.Shuffle(order);
                return (layout.Transpose(order), Rearrange.Transpose(tensor, order));
            case 1:
                var place = random.Next(layout.Rank + 1);
                var wider = tensor.Shape.ToList();
                wider.Insert(place, 1);
                return (layout.Unsqueeze([place]), Rearrange.Reshape(tensor, [.. wider]));
            case 2:
                return (layout.Squeeze(null), Rearrange.Reshape(tensor, [.. tensor.Shape.Where(d => d != 1)]));
            default:
                var sizes = tensor.Shape.ToList();
                var cut = random.Next(sizes.Count);
                if (random.Next(2) == 0 && cut > 0)
                {
                    sizes[cut - 1] *= sizes[cut];
                    sizes.RemoveAt(cut);
                }
                else if (sizes.Count > 0 && Enumerable.Range(2, 3).FirstOrDefault(f => sizes[cut] % f == 0) is > 0 and var factor)
                {
                    sizes[cut] /= factor;
                    sizes.Insert(cut, factor);
                }
                return (layout.Reshape(sizes), Rearrange.Reshape(tensor, [.. sizes]));
        }
    }
}
