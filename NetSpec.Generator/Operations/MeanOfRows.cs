namespace NetSpec.Generator;

/// <summary>The mean of each sample's rows: global average pooling.</summary>
internal sealed class MeanOfRows(string layer, Value input, Value output) : Operation(layer, input, output);
