using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// A tile of the gradient of a weight whose deltas lie in lanes: those of a few samples are turned into rows in registers and used at once,
/// so that the shuffles run beside multiply-adds and no rows are stored.
/// </summary>
internal static class TurnedOuter
{
    /// <summary>Inputs of a tile: beside its sums and that of the bias, turning takes the other registers.</summary>
    public const int MostInputs = 24;

    /// <summary>Asks for the tile of so many inputs by the units of one vector; gives its name.</summary>
    /// <param name="lanes">Where values lie.</param>
    /// <param name="inputs">How many inputs.</param>
    /// <param name="units">How many units, at most the lanes of a vector.</param>
    /// <param name="ofRows">Whether the inputs lie in the caller's rows.</param>
    public static string Tile(LanesContext lanes, int inputs, int units, bool ofRows)
    {
        var (k, v, turn) = (lanes.Kernel, lanes.Target, new InRegisterTurn(lanes.Target));
        var name = $"TurnedOuter{inputs}x{units}{(ofRows ? "OfRows" : "")}";
        // From one input to the next, and from one sample to the next.
        var (step, sample) = ofRows ? (1, k.Plan.Input.Width) : (v.Lanes, 1);
        return k.Need(name, w =>
        {
            w.Line($"// to[{inputs} inputs][{units} units] = sum over samples of inputs (in {(ofRows ? "rows" : "lanes")}) times deltas (in lanes), and bias = sum of deltas.");
            w.Line(LanesEmitter.Optimized);
            using (w.Block($"public static void {name}(int samples, {k.Scalar}* inputs, {k.Scalar}* deltas, {k.Scalar}* rows, nint row, {k.Scalar}* to, nint toRow, bool add, {k.Scalar}* bias, bool addBias)"))
            {
                w.Line($"var biases = {v.Zero};");
                for (var i = 0; i < inputs; i++) w.Line($"var sum{i} = {v.Zero};");
                using (w.Block($"for (; samples > 0; samples -= {v.Lanes}, deltas += {lanes.Length}{(ofRows ? "" : $", inputs += {lanes.Length}")})"))
                {
                    w.Line($"{k.Scalar}* delta = deltas{(ofRows ? "" : ", input = inputs")};");
                    w.Line($"var n = global::System.Math.Min({v.Lanes}, samples);");
                    var input = ofRows ? "inputs" : "input";
                    using (w.Block($"for (; {turn.IsSupported} && n >= {turn.Block}; n -= {turn.Block}, delta += {turn.Block}, {input} += {turn.Block * sample})"))
                    {
                        var turned = turn.Turned(w, units, unit => $"delta + {unit * v.Lanes}");
                        for (var j = 0; j < turned.Length; j++) w.Line($"var row{j} = {turned[j]};");
                        for (var j = 0; j < turned.Length; j++) Add(w, $"row{j}", input, j * sample);
                    }
                    w.Line("if (n == 0) continue;");
                    w.Line("// The last samples.");
                    w.Line($"{TurnMethods.Turn(k)}(delta, {v.Lanes}, {units}, rows, row, n);");
                    using (w.Block($"for ({k.Scalar}* at = rows; n > 0; n--, at += row, {input} += {sample})"))
                    {
                        w.Line($"var last = {v.Static}.LoadAligned(at);");
                        Add(w, "last", input, 0);
                    }
                }
                for (var i = 0; i < inputs; i++)
                {
                    OuterEmitter.Store(w, v, "to", 0, $"sum{i}", "add");
                    if (i + 1 < inputs) w.Line("to += toRow;");
                }
                w.Line("if (bias == null) return;");
                OuterEmitter.Store(w, v, "bias", 0, "biases", "addBias");
            }
        });

        void Add(SourceWriter w, string row, string input, int sampleAt)
        {
            w.Line($"biases += {row};");
            foreach (var i in Enumerable.Range(0, inputs))
                w.Line($"sum{i} = {v.Static}.FusedMultiplyAdd({v.Static}.Create(*({input} + {sampleAt + (i * step)})), {row}, sum{i});");
        }
    }
}
