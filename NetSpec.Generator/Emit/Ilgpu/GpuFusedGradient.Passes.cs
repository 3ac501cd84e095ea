using System;
using System.Linq;

namespace NetSpec.Generator;

/// <content>A sample forth and back, one a thread.</content>
internal sealed partial class GpuFusedGradient
{
    private void Forward(SourceWriter w)
    {
        for (var l = 0; l < _fused.Layers.Length; l++)
        {
            var g = _fused.Layers[l];
            var (inputs, units, blocks) = (g.Input.Width, g.Output.Width, Four(g.Output.Width) / 4);
            for (var q = 0; q < blocks; q++)
            {
                w.Line($"var b{l}_{q} = fourWeights[{((_weightAt[l] + (inputs * blocks * 4)) / 4) + q}];");
                w.Line("float " + string.Join(", ", In(q, units).Select(j => $"a{l + 1}_{j} = b{l}_{q}.{"XYZW"[j % 4]}")) + ";");
            }
            if (l == 0)
            {
                w.Line("var at0 = t * " + _row + ";");
                using (w.Block($"for (var k = 0; k < {inputs}; k++)"))
                {
                    w.Line("var v = rows[at0 + k];");
                    for (var q = 0; q < blocks; q++)
                    {
                        w.Line($"var w{q} = fourWeights[(k * {blocks}) + {(_weightAt[l] / 4) + q}];");
                        w.Line(string.Join(" ", In(q, units).Select(j => $"a1_{j} += w{q}.{"XYZW"[j % 4]} * v;")));
                    }
                }
            }
            else
            {
                for (var i = 0; i < inputs; i++)
                {
                    for (var q = 0; q < blocks; q++)
                    {
                        w.Line($"var w{l}_{i}_{q} = fourWeights[{(_weightAt[l] / 4) + (i * blocks) + q}];");
                        w.Line(string.Join(" ", In(q, units).Select(j => $"a{l + 1}_{j} += w{l}_{i}_{q}.{"XYZW"[j % 4]} * a{l}_{i};")));
                    }
                }
            }
            if (g.Activation is { } activation)
            {
                var name = _k.Activation(ActivationCodes.Of(activation));
                w.Line(string.Join(" ", Enumerable.Range(0, units).Select(j => $"a{l + 1}_{j} = {name}(a{l + 1}_{j});")));
            }
            if (l + 1 < _fused.Layers.Length) Keep(w, _inputAt[l + 1], units + 1, j => j == units ? "1f" : $"a{l + 1}_{j}");
        }
    }

    private void Loss(SourceWriter w, int last)
    {
        var (name, outputs) = (_k.Plan.Network.Spec.Loss, _fused.Outputs);
        GpuLosses.Methods(name, _k);
        w.Line("var weight = sample < samples ? (weighted != 0 ? scale * weights[sample] : scale) : 0f;");
        for (var j = 0; j < outputs; j++)
        {
            w.Line($"var t{j} = sample < samples ? targets[(sample * {outputs}) + {j}] : 0f;");
            w.Line($"if (sample < samples) loss += weight * {name}Value(a{last}_{j}, t{j});");
            w.Line($"var d{last}_{j} = sample < samples ? weight * {name}Slope(a{last}_{j}, t{j}) : 0f;");
        }
    }

    private void Backward(SourceWriter w)
    {
        for (var l = _fused.Layers.Length; l > 0; l--)
        {
            var g = _fused.Layers[l - 1];
            var (inputs, units, blocks) = (g.Input.Width, g.Output.Width, Four(g.Output.Width) / 4);
            if (g.Activation is { } activation)
            {
                var name = _k.Derivative(ActivationCodes.Of(activation));
                w.Line(string.Join(" ", Enumerable.Range(0, units).Select(j => $"d{l}_{j} *= {name}(a{l}_{j});")));
            }
            Keep(w, _deltaAt[l - 1], units, j => $"d{l}_{j}");
            if (l == 1) return;
            for (var i = 0; i < inputs; i++)
            {
                w.Line($"var d{l - 1}_{i} = 0f;");
                for (var q = 0; q < blocks; q++)
                {
                    w.Line($"var u{l}_{i}_{q} = fourWeights[{(_weightAt[l - 1] / 4) + (i * blocks) + q}];");
                    w.Line(string.Join(" ", In(q, units).Select(j => $"d{l - 1}_{i} += u{l}_{i}_{q}.{"XYZW"[j % 4]} * d{l}_{j};")));
                }
            }
        }
    }

    private void Keep(SourceWriter w, int at, int count, Func<int, string> value)
    {
        for (var q = 0; q < Four(count) / 4; q++)
        {
            var parts = Enumerable.Range(q * 4, 4).Select(j => $"{"XYZW"[j % 4]} = {(j < count ? value(j) : "0f")}");
            w.Line($"fourRows[row + {(at / 4) + q}] = new Four {{ {string.Join(", ", parts)} }};");
        }
    }
}
