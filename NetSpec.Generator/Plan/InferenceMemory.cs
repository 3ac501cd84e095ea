using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// Memory of inference alone: values that are not needed at the same time share it, so that a deep network's activations stay in the caches.
/// An observer and a gradient need every value, and find each in a place of its own.
/// </summary>
internal static class InferenceMemory
{
    /// <summary>
    /// The values that may share: those of whole vectors, since padding lanes are zero because nobody ever writes to them; not the network's
    /// output, which is read at the end, nor what operations keep for themselves, nor what is read with the gaps between rows.
    /// </summary>
    public static ImmutableArray<Value> Sharing(NetworkPlan plan)
    {
        if (!plan.FoldsForInference) return [];
        var written = new HashSet<Value>(plan.Inference.Where(o => o is WeightedSum or Join or Pool or Map or Concatenate).Select(o => o.Output));
        var readWithGaps = new HashSet<Value>(plan.Inference.Where(o => o.ReadsPadding).Select(o => o.Input.AtInference).Where(v => v.Stride != v.Width));
        return plan.Values
            .Where(v => written.Contains(v) && !readWithGaps.Contains(v) && v.AliasOf is null && v.Width % 16 == 0 && v != plan.Output.AtInference)
            .ToImmutableArray();
    }

    /// <summary>Gives values their places at inference, each the lowest that is free from its operation to its last reader.</summary>
    /// <param name="plan">The network.</param>
    /// <param name="sharing">Values that share.</param>
    /// <param name="start">Where their memory begins.</param>
    /// <param name="length">Values of a slice's memory that one takes.</param>
    /// <returns>The end of what they take.</returns>
    public static long LayOut(NetworkPlan plan, ImmutableArray<Value> sharing, long start, Func<Value, long> length)
    {
        var last = new Dictionary<Value, int>();
        for (var i = 0; i < plan.Inference.Length; i++)
        {
            foreach (var value in plan.Inference[i].Inputs) last[value.AtInference] = i;
        }
        var live = new List<(long Offset, long End, int Last)>();
        var end = start;
        for (var i = 0; i < plan.Inference.Length; i++)
        {
            live.RemoveAll(l => l.Last < i);
            var output = plan.Inference[i].Output;
            if (!sharing.Contains(output)) continue;
            var offset = start;
            foreach (var taken in live.OrderBy(l => l.Offset))
            {
                if (taken.Offset - offset >= length(output)) break;
                offset = Math.Max(offset, taken.End);
            }
            output.PlaceAtInference = new Place(offset);
            live.Add((offset, offset + length(output), last[output]));
            end = Math.Max(end, offset + length(output));
        }
        return end;
    }
}
