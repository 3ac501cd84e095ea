namespace NetSpec.Generator;

/// <summary>One step of a network's computation. Layers are lowered to a handful of these; passes and printers know nothing else.</summary>
internal abstract class Operation(string layer, Value input, Value output)
{
    /// <summary>Path of the layer that it comes from.</summary>
    public string Layer { get; } = layer;

    /// <summary>What it reads.</summary>
    public Value Input { get; set; } = input;

    /// <summary>What it gives.</summary>
    public Value Output { get; set; } = output;
}
