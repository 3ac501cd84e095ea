namespace NetSpec.Onnx.Operators;

/// <summary>Sums and maxima along one axis that is kept.</summary>
internal static class Sums
{
    /// <summary>The one axis along which a value is the sum of another; null where it is not.</summary>
    public static long? Of(string sum, string of, PatternGraph graph) => Axis(sum, "ReduceSum", of, graph);

    /// <summary>x where the value is x - max(x) along the axis; null where it is not.</summary>
    public static string? WithoutMaximum(string value, long axis, PatternGraph graph) =>
        graph.Maker(value, "Sub") is { } difference && Axis(difference.Inputs[1], "ReduceMax", difference.Inputs[0], graph) == axis ? difference.Inputs[0] : null;

    private static long? Axis(string value, string type, string of, PatternGraph graph) =>
        graph.Maker(value, type) is { } reduce && reduce.Inputs[0] == of && reduce.Attributes.Whole("keepdims", 1) != 0 && graph.Axes(reduce) is [var axis] ? axis : null;
}
