using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// Where values are while one sample is printed fully unrolled: in named vectors, in scratch memory, or both. On 512 bits of floats the next
/// layer takes its inputs from the vector by a lane permute; elsewhere it broadcasts them from scratch.
/// </summary>
internal sealed class SingleContext(KernelContext kernel)
{
    private readonly Dictionary<Value, string[]> _vectors = [];
    private readonly Dictionary<Value, int> _scratch = [];

    public KernelContext Kernel { get; } = kernel;

    public VectorTarget Target => Kernel.Target;

    public SourceWriter Writer => Kernel.Writer;

    /// <summary>Values of scratch memory used so far.</summary>
    public int ScratchLength { get; private set; }

    private bool Permutes => Target.Bits == 512 && Target.Precision == Precision.Single;

    /// <summary>Number of vectors of a padded value.</summary>
    public int VectorsOf(Value value) => Padding.Round(value.Width) / Target.Lanes;

    /// <summary>One unit of a value in every lane.</summary>
    public string Broadcast(Value value, int unit)
    {
        if (value.IsInput) return $"{Target.Static}.Create({value.Name}[{unit}])";
        return Permutes && _vectors.TryGetValue(value, out var vectors)
            ? $"{Target.Static}.Shuffle({vectors[unit / Target.Lanes]}, {Target.Static}.Create({unit % Target.Lanes}))"
            : $"{Target.Static}.Create(*({InMemory(value, unit)}))";
    }

    /// <summary>Says that a value is in vectors.</summary>
    public void Keep(Value value, string[] vectors)
    {
        _vectors[value] = vectors;
        if (!Permutes) InMemory(value);
    }

    /// <summary>A value's vectors, loaded where it is in memory only.</summary>
    public string[] Vectors(Value value)
    {
        if (_vectors.TryGetValue(value, out var vectors)) return vectors;
        vectors = Enumerable.Range(0, VectorsOf(value)).Select(c => $"{value.Name}{c}").ToArray();
        for (var c = 0; c < vectors.Length; c++)
            Writer.Line($"var {vectors[c]} = {Target.Static}.LoadAligned({InMemory(value, c * Target.Lanes)});");
        return _vectors[value] = vectors;
    }

    /// <summary>Where a value lies in memory; stored first where it is in vectors only.</summary>
    public string InMemory(Value value, int unit = 0)
    {
        if (value.IsInput) return At(value.Name, unit);
        if (!_scratch.TryGetValue(value, out var offset))
        {
            offset = Reserve(value);
            var vectors = _vectors[value];
            for (var c = 0; c < vectors.Length; c++)
                Writer.Line($"{vectors[c]}.StoreAligned({At("scratch", offset + (c * Target.Lanes))});");
        }
        return At("scratch", offset + unit);
    }

    /// <summary>Room for a value that a helper method writes.</summary>
    public string NewInMemory(Value value) => At("scratch", Reserve(value));

    /// <summary>A value is another one at inference.</summary>
    public void Alias(Value value, Value of)
    {
        if (_vectors.TryGetValue(of, out var vectors)) _vectors[value] = vectors;
        if (_scratch.TryGetValue(of, out var offset)) _scratch[value] = offset;
    }

    /// <summary>Stores the network's output, which has no padding.</summary>
    public void Finish(Value output)
    {
        if (output.Width <= 4 && Vectors(output) is var vectors)
        {
            for (var i = 0; i < output.Width; i++)
                Writer.Line($"output[{i}] = {vectors[i / Target.Lanes]}.GetElement({i % Target.Lanes});");
            return;
        }
        Writer.Line($"{RowMethods.CopyRows(Kernel)}(1, {InMemory(output)}, {output.Width}, output, {output.Width}, {output.Width});");
    }

    private int Reserve(Value value)
    {
        var offset = _scratch[value] = ScratchLength;
        ScratchLength += Padding.Round(value.Width);
        return offset;
    }

    private static string At(string pointer, int offset) =>
        offset == 0 ? pointer : pointer + " + " + offset.ToString(CultureInfo.InvariantCulture);
}
