namespace NetSpec.Generator;

/// <summary>What becomes of the sums of a tile.</summary>
internal abstract class TileResult
{
    /// <summary>For the kernel's name.</summary>
    public abstract string Name { get; }

    /// <summary>The kernel's parameters.</summary>
    public abstract string Parameters { get; }

    /// <summary>Whether the sums over the depth of the second operand are wanted too: a bias's gradient.</summary>
    public virtual bool SumsSecond => false;

    /// <summary>Statements before the first store, for each column that a thread has.</summary>
    public virtual void Prepare(SourceWriter w, string column, int index)
    {
    }

    /// <summary>The store of one sum.</summary>
    public abstract void Store(SourceWriter w, string row, string column, int index, string sum);
}

/// <summary>activation(sum + bias), the forward pass of a layer.</summary>
internal sealed class LayerResult(bool hasBias, bool negates, string? activation) : TileResult
{
    public override string Name => (negates ? "Negated" : "") + (hasBias ? "Bias" : "") + activation;

    public override string Parameters => "FloatView c, int cRow" + (hasBias ? ", FloatView bias" : "");

    public override void Prepare(SourceWriter w, string column, int index)
    {
        if (hasBias) w.Line($"var bias{index} = {column} < columns ? bias[{column}] : 0f;");
    }

    public override void Store(SourceWriter w, string row, string column, int index, string sum)
    {
        var value = (negates ? "-" : "") + sum + (hasBias ? $" + bias{index}" : "");
        w.Line($"if ({row} < rows && {column} < columns) c[({row} * cRow) + {column}] = {(activation is null ? value : $"{activation}({value})")};");
    }
}

/// <summary>A gradient of a layer's input, where the layer before ends in a relu: zero where that was zero.</summary>
internal sealed class MaskedResult(bool negates) : TileResult
{
    public override string Name => (negates ? "Negated" : "") + "Masked";

    public override string Parameters => "FloatView c, int cRow, FloatView mask";

    public override void Store(SourceWriter w, string row, string column, int index, string sum) =>
        w.Line($"if ({row} < rows && {column} < columns) c[({row} * cRow) + {column}] = mask[({row} * cRow) + {column}] > 0f ? {(negates ? "-" : "")}{sum} : 0f;");
}

/// <summary>Sums added to what is there.</summary>
internal sealed class AddedResult : TileResult
{
    public override string Name => "Added";

    public override string Parameters => "FloatView c, int cRow";

    public override void Store(SourceWriter w, string row, string column, int index, string sum) =>
        w.Line($"if ({row} < rows && {column} < columns) c[({row} * cRow) + {column}] += {sum};");
}

/// <summary>
/// One part of a weight's gradient, in the weight's own panels: the samples are cut into parts, which are added in order afterwards. So no
/// two groups write to one place, and the same batch gives the same bits.
/// </summary>
internal sealed class PartialResult(bool hasBias) : TileResult
{
    public override string Name => "Partial" + (hasBias ? "Bias" : "");

    public override string Parameters => "FloatView c" + (hasBias ? ", FloatView sums" : "");

    public override bool SumsSecond => hasBias;

    public override void Store(SourceWriter w, string row, string column, int index, string sum) =>
        w.Line($"if ({row} < rows && {column} < columns) c[(part * rows * columns) + {GpuPanels.At(column, row, "rows", "columns")}] = {sum};");
}
