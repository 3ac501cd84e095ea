namespace NetSpec.Generator;

/// <summary>One operand of a product of matrices, as a tile's threads read it: value (outer, depth), where depth is what is summed over.</summary>
internal abstract class TileOperand
{
    /// <summary>For the kernel's name.</summary>
    public abstract string Name { get; }

    /// <summary>Whether neighbours along the depth lie side by side in memory, so that neighbouring threads should read those.</summary>
    public abstract bool AlongDepth { get; }

    /// <summary>The kernel's parameters; names begin with <paramref name="n"/>.</summary>
    public abstract string Parameters(string n);

    /// <summary>Statements before the loop for one place <paramref name="outer"/>; they may declare names that end with <paramref name="q"/>.</summary>
    public virtual void Prepare(SourceWriter w, string n, string q, string outer)
    {
    }

    /// <summary>A statement that sets <paramref name="target"/>; <paramref name="inside"/> says whether both places lie inside the matrix.</summary>
    public abstract void Load(SourceWriter w, string n, string q, string outer, string depth, string inside, string target);

    /// <summary>The end of the places: what lies beyond counts as zero.</summary>
    public virtual string Limit(string n, string otherwise) => otherwise;
}

/// <summary>Rows of values, summed over the values of a row: the input of a layer.</summary>
internal sealed class RowsOperand : TileOperand
{
    public override string Name => "Rows";

    public override bool AlongDepth => true;

    public override string Parameters(string n) => $"FloatView {n}, int {n}Row";

    public override void Prepare(SourceWriter w, string n, string q, string outer) => w.Line($"var {n}At{q} = {outer} * {n}Row;");

    public override void Load(SourceWriter w, string n, string q, string outer, string depth, string inside, string target) =>
        w.Line($"{target} = {inside} ? {n}[{n}At{q} + {depth}] : 0f;");
}

/// <summary>Rows of values, summed over the rows: either operand of a weight's gradient.</summary>
internal sealed class ColumnsOperand(bool limited) : TileOperand
{
    public override string Name => "Columns";

    public override bool AlongDepth => false;

    public override string Parameters(string n) => $"FloatView {n}, int {n}Row";

    public override void Load(SourceWriter w, string n, string q, string outer, string depth, string inside, string target) =>
        w.Line($"{target} = {inside} ? {n}[({depth} * {n}Row) + {outer}] : 0f;");

    // The result's columns are padded to whole panels; the padding's gradient is zero.
    public override string Limit(string n, string otherwise) => limited ? n + "Row" : otherwise;
}

/// <summary>A weight in panels of 32 units, summed over the inputs: places are units.</summary>
internal sealed class PanelOperand : TileOperand
{
    public override string Name => "Panels";

    public override bool AlongDepth => false;

    public override string Parameters(string n) => $"FloatView {n}, int {n}Inputs, int {n}Padded";

    public override void Prepare(SourceWriter w, string n, string q, string outer)
    {
        w.Line($"var {n}Start{q} = {outer} & ~31;");
        w.Line($"var {n}Width{q} = global::System.Math.Min(32, {n}Padded - {n}Start{q});");
        w.Line($"var {n}At{q} = ({n}Start{q} * {n}Inputs) + {outer} - {n}Start{q};");
    }

    public override void Load(SourceWriter w, string n, string q, string outer, string depth, string inside, string target) =>
        w.Line($"{target} = {inside} ? {n}[{n}At{q} + ({depth} * {n}Width{q})] : 0f;");
}

/// <summary>A weight in panels of 32 units, summed over the units: places are inputs.</summary>
internal sealed class TurnedPanelOperand : TileOperand
{
    public override string Name => "TurnedPanels";

    public override bool AlongDepth => true;

    public override string Parameters(string n) => $"FloatView {n}, int {n}Inputs, int {n}Padded";

    public override void Load(SourceWriter w, string n, string q, string outer, string depth, string inside, string target) =>
        w.Line($"{target} = {inside} ? {n}[{GpuPanels.At(depth, outer, n + "Inputs", n + "Padded")}] : 0f;");
}
