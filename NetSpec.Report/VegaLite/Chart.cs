namespace NetSpec.Report.VegaLite;

/// <summary>The part of a Vega-Lite specification that the report's charts use, by Vega-Lite's own names.</summary>
internal sealed record Chart
{
    /// <summary>Rows that every layer reads.</summary>
    public Data? Data { get; init; }

    /// <summary>A number, or <c>container</c>.</summary>
    public object? Width { get; init; } = "container";

    /// <summary>In pixels.</summary>
    public int? Height { get; init; } = 300;

    /// <summary>What the layers share.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>Drawn one over another.</summary>
    public required IReadOnlyList<Layer> Layer { get; init; }
}

/// <summary>One layer of marks.</summary>
internal sealed record Layer(Mark Mark, Encoding? Encoding = null)
{
    /// <summary>Its own rows.</summary>
    public Data? Data { get; init; }
}

/// <summary>Rows: records, whose properties are the fields.</summary>
internal sealed record Data(IReadOnlyList<object> Values);

/// <summary>How a layer is drawn.</summary>
internal sealed record Mark(string Type)
{
    public IReadOnlyList<int>? StrokeDash { get; init; }

    public double? StrokeWidth { get; init; }

    public double? Opacity { get; init; }

    public double? Size { get; init; }

    public bool? Filled { get; init; }

    public string? Color { get; init; }

    public string? Align { get; init; }

    public double? Dx { get; init; }

    public double? Dy { get; init; }

    public double? FontSize { get; init; }

    public double? CornerRadiusEnd { get; init; }

    public object? Height { get; init; }
}

/// <summary>What is drawn where, and how it looks.</summary>
internal sealed record Encoding
{
    public Channel? X { get; init; }

    public Channel? Y { get; init; }

    public Channel? X2 { get; init; }

    public Channel? Y2 { get; init; }

    public Channel? Color { get; init; }

    public Channel? Stroke { get; init; }

    public Channel? Fill { get; init; }

    public Channel? StrokeDash { get; init; }

    public Channel? Shape { get; init; }

    public Channel? Text { get; init; }

    public Channel? FillOpacity { get; init; }

    public IReadOnlyList<Channel>? Tooltip { get; init; }
}

/// <summary>One channel: a field of the rows, or a value.</summary>
internal sealed record Channel
{
    public string? Field { get; init; }

    /// <summary>quantitative, ordinal or nominal.</summary>
    public string? Type { get; init; }

    public string? Title { get; init; }

    public string? Format { get; init; }

    public object? Value { get; init; }

    public object? Datum { get; init; }

    public Scale? Scale { get; init; }

    public Axis? Axis { get; init; }

    /// <summary>A list of values in their order; an empty one: as they come.</summary>
    public object? Sort { get; init; }

    /// <summary>A number.</summary>
    public static Channel Number(string field, string? title = null) => new() { Field = field, Type = "quantitative", Title = title };

    /// <summary>A name.</summary>
    public static Channel Name(string field, string? title = null) => new() { Field = field, Type = "nominal", Title = title };
}

/// <summary>How values become places, colours or shapes.</summary>
internal sealed record Scale
{
    public string? Type { get; init; }

    public object? Domain { get; init; }

    public object? Range { get; init; }

    public bool? Zero { get; init; }

    public object? Nice { get; init; }

    public string? Scheme { get; init; }

    public bool? Reverse { get; init; }

    public bool? Clamp { get; init; }
}

/// <summary>An axis.</summary>
internal sealed record Axis
{
    public string? Format { get; init; }

    public bool? Grid { get; init; }

    public int? TickCount { get; init; }

    public IReadOnlyList<double>? Values { get; init; }

    public string? LabelExpr { get; init; }

    public int? LabelLimit { get; init; }

    public double? TickMinStep { get; init; }

    public bool? Domain { get; init; }

    public bool? Ticks { get; init; }
}
