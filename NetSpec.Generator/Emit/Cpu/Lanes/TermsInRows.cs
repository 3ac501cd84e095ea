namespace NetSpec.Generator;

/// <summary>
/// Terms in rows of a caller's memory, of whole blocks of samples: some units at a time are turned into lanes in registers and used at once,
/// so that the shuffles of the next units run beside the multiply-adds of these.
/// </summary>
/// <param name="rows">The rows.</param>
/// <param name="units">Units of a row, at least those of 128 bits.</param>
/// <param name="lanes">Where all units' lanes may be kept.</param>
internal sealed class TermsInRows(string rows, int units, string lanes) : LanesTerms
{
    /// <summary>Turning needs some registers of its own.</summary>
    public override int MostSums(VectorTarget target) => target.Bits == 512 ? 24 : 10;

    public override void Print(KernelContext k, LanesPart part)
    {
        // The first sums leave the lanes for the others.
        if (part.First > 0) new TermsInMemory(lanes).Print(k, part);
        else Rows(k, part);
    }

    private void Rows(KernelContext k, LanesPart part)
    {
        var (v, turn) = (k.Target, new InRegisterTurn(k.Target));
        var (block, keeps) = (turn.Block, part.Parts > 1);
        var (turns, left) = (units / block, units % block);
        k.Writer.Line($"{k.Scalar}* row = {rows}, weight = parameters + {part.Weight(0)}, lanes = {lanes};");
        using (k.Writer.Block($"for (var i = {turns}; i > 0; i--, row += {block}, weight += {block * part.Sums.TermStep}{(keeps ? $", lanes += {block * v.Lanes}" : "")})"))
            Turn(k, part, turn, 0, keeps);
        if (left == 0) return;
        k.Writer.Line($"// The last units are read with some before them, so that no row is read past its end.");
        using (k.Writer.Block())
        {
            k.Writer.Line($"row -= {block - left};");
            if (keeps) k.Writer.Line($"lanes -= {(block - left) * v.Lanes};");
            Turn(k, part, turn, block - left, keeps);
        }
    }

    // Adds units of a block, from the first that is not yet added.
    private void Turn(KernelContext k, LanesPart part, InRegisterTurn turn, int first, bool keeps)
    {
        var (w, v) = (k.Writer, k.Target);
        var names = new string[turn.Block];
        for (var j = 0; j < names.Length; j++) names[j] = $"unit{j}";
        w.Line($"{v.Type} {string.Join(", ", names)};");
        using (w.Block($"if ({turn.IsSupported})"))
        {
            var turned = turn.Turned(w, "row", units);
            for (var j = 0; j < names.Length; j++) w.Line($"{names[j]} = {turned[j]};");
        }
        using (w.Block("else"))
        {
            w.Line($"{TurnMethods.Turn(k)}(row, {units}, {v.Lanes}, lanes, {v.Lanes}, {turn.Block});");
            for (var j = 0; j < names.Length; j++) w.Line($"{names[j]} = {v.Static}.LoadAligned(lanes + {j * v.Lanes});");
        }
        for (var j = first; j < names.Length; j++)
        {
            if (keeps) w.Line($"{names[j]}.StoreAligned(lanes + {j * v.Lanes});");
            part.Add(k, j, names[j], "weight", (j - first) * part.Sums.TermStep);
        }
    }
}
