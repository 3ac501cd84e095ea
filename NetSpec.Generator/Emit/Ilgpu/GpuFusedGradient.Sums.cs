using System;
using System.Collections.Generic;
using System.Linq;

namespace NetSpec.Generator;

/// <content>The weights' gradients, summed over the samples of a tile.</content>
internal sealed partial class GpuFusedGradient
{
    // Blocks of four inputs by four units, over all layers.
    private IEnumerable<(int Layer, int Input, int Unit)> Patches() =>
        from l in Enumerable.Range(0, _fused.Layers.Length)
        from i in Enumerable.Range(0, Four(_fused.Layers[l].Input.Width + 1) / 4)
        from j in Enumerable.Range(0, Four(_fused.Layers[l].Output.Width) / 4)
        select (l, i, j);

    private int Slots() => (Patches().Count() + Threads - 1) / Threads;

    // Which blocks of a row a thread multiplies; a thread without a patch multiplies the first, and stores nothing.
    private void Places(SourceWriter w, int slots)
    {
        for (var s = 0; s < slots; s++)
        {
            w.Line($"int patch{s} = t + {s * Threads}, in{s} = 0, out{s} = 0;");
            var first = 0;
            for (var l = 0; l < _fused.Layers.Length; l++)
            {
                var across = Four(_fused.Layers[l].Output.Width) / 4;
                var count = Four(_fused.Layers[l].Input.Width + 1) / 4 * across;
                using (w.Block($"if (patch{s} >= {first} && patch{s} < {first + count})"))
                {
                    w.Line($"in{s} = {_inputAt[l] / 4} + ((patch{s} - {first}) / {across});");
                    w.Line($"out{s} = {_deltaAt[l] / 4} + ((patch{s} - {first}) % {across});");
                }
                first += count;
            }
            for (var r = 0; r < 4; r++) w.Line($"float s{s}_{r}0 = 0f, s{s}_{r}1 = 0f, s{s}_{r}2 = 0f, s{s}_{r}3 = 0f;");
        }
    }

    private void Sums(SourceWriter w, int slots)
    {
        using (w.Block($"for (var n = 0; n < {Threads}; n++)"))
        {
            for (var s = 0; s < slots; s++)
            {
                w.Line($"Four p{s} = fourRows[(n * {_row / 4}) + in{s}], q{s} = fourRows[(n * {_row / 4}) + out{s}];");
                for (var r = 0; r < 4; r++)
                    w.Line(string.Join(" ", Enumerable.Range(0, 4).Select(c => $"s{s}_{r}{c} += p{s}.{"XYZW"[r]} * q{s}.{"XYZW"[c]};")));
            }
        }
    }

    private void Store(SourceWriter w, int slots)
    {
        var length = Math.Max(16, _k.Plan.Parameters.Select(p => p.Offset + p.PackedLength).Append(0).Max());
        w.Line($"var to = global::ILGPU.Grid.IdxX * {length};");
        var first = 0;
        for (var l = 0; l < _fused.Layers.Length; l++)
        {
            var g = _fused.Layers[l];
            var (inputs, units, across) = (g.Input.Width, g.Output.Width, Four(g.Output.Width) / 4);
            var count = Four(inputs + 1) / 4 * across;
            for (var s = 0; s < slots; s++)
            {
                using (w.Block($"if (patch{s} >= {first} && patch{s} < {first + count})"))
                {
                    w.Line($"int k = (patch{s} - {first}) / {across} * 4, j = (patch{s} - {first}) % {across} * 4;");
                    for (var r = 0; r < 4; r++)
                    {
                        for (var c = 0; c < 4; c++)
                        {
                            w.Line(FormattableString.Invariant($"if (k + {r} < {inputs} && j + {c} < {units}) partials[to + {g.Weight.Owner.Offset} + {GpuPanels.At(g, $"(j + {c})", $"(k + {r})")}] = s{s}_{r}{c};"));
                            if (g.Bias is not null) w.Line(FormattableString.Invariant($"if (k + {r} == {inputs} && j + {c} < {units}) partials[to + {g.Bias.Offset} + j + {c}] = s{s}_{r}{c};"));
                        }
                    }
                }
            }
            first += count;
        }
    }
}
