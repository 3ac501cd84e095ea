using System.Text.Json;
using NetSpec.Runtime;

namespace NetSpec.Pruning;

/// <summary>What is left of a sample where the network's own inputs were pruned.</summary>
internal static class InputColumns
{
    /// <summary>The values that stay: those of the kept units, at every step of a sequence, and every pixel of an image's channel.</summary>
    /// <param name="kept">Units of the input that stay; null: all.</param>
    /// <param name="shape">Of a sample of the original network.</param>
    /// <returns>Indices into a sample, ascending; null: all.</returns>
    public static int[]? Of(int[]? kept, IReadOnlyList<int> shape)
    {
        if (kept is null) return null;
        var (units, plane) = shape.Count == 3 ? (shape[0], shape[1] * shape[2]) : (shape[^1], 1);
        var steps = shape.Aggregate(1, (product, d) => product * d) / (units * plane);
        return [.. Enumerable.Range(0, steps).SelectMany(step => kept.SelectMany(unit => Enumerable.Range(((step * units) + unit) * plane, plane)))];
    }

    /// <summary>Metadata that names only what is still read; names that are not one a value are left out.</summary>
    public static void Cut(Dictionary<string, string> metadata, int[]? columns, int inputSize)
    {
        if (columns is null || !metadata.Remove(Weights.FeaturesKey, out var text)) return;
        try
        {
            if (JsonSerializer.Deserialize<string[]>(text) is { } names && names.Length == inputSize)
                metadata[Weights.FeaturesKey] = JsonSerializer.Serialize(columns.Select(c => names[c]));
        }
        catch (JsonException)
        {
            // Somebody else's metadata under this name.
        }
    }
}
