using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>The caller's images to lanes of samples.</summary>
internal static class PlanesToLanes
{
    /// <summary>Asks for the method; gives its name.</summary>
    public static string Method(Shape shape, KernelContext k)
    {
        var (v, turn) = (k.Target, new InRegisterTurn(k.Target));
        return k.Need("PlanesToLanes", w =>
        {
            w.Line($"// Images of {v.Lanes} samples, [sample][channel][line][pixel], to [channel][line][pixel][sample].");
            w.Line(LanesEmitter.Optimized);
            using (w.Block($"private static void PlanesToLanes({k.Scalar}* images, {k.Scalar}* planes, nint step, nint plane)"))
            using (w.Block($"for (var channel = 0; channel < {shape[0]}; channel++, planes += plane)"))
            using (w.Block($"for (var line = 0; line < {shape[1]}; line++, images += {shape[2]})"))
            {
                w.Line($"{k.Scalar}* rows = images, to = planes + (line * step);");
                var plain = $"{TurnMethods.Turn(k)}(rows, {shape.Size}, {v.Lanes}, to, {v.Lanes}, {shape[2]});";
                if (shape[2] < turn.Block)
                {
                    w.Line(plain);
                    return;
                }
                using (w.Block($"if (!{turn.IsSupported})"))
                {
                    w.Line(plain);
                    w.Line("continue;");
                }
                turn.FromRows(w, $"{shape[2]}", $"{shape.Size}", $"{v.Lanes}", turned => turned);
            }
        });
    }
}
