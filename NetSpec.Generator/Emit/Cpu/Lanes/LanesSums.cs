using System;
using System.Collections.Generic;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>Sums of vectors times broadcast weights, some of them at a time in registers: a dense layer of a block of samples, or its deltas.</summary>
/// <param name="Count">Sums.</param>
/// <param name="Terms">Terms of each.</param>
/// <param name="From">The terms' vectors, one after another.</param>
/// <param name="Weights">The weights.</param>
/// <param name="SumStep">Weights from a sum to the next.</param>
/// <param name="TermStep">Weights from a term to the next.</param>
internal sealed record LanesSums(int Count, int Terms, string From, string Weights, int SumStep, int TermStep)
{
    // Terms of one turn of the loop; a loop of few turns is none.
    private const int Unrolled = 2;

    /// <summary>Prints the sums.</summary>
    /// <param name="k">Where to.</param>
    /// <param name="start">The beginning of a sum.</param>
    /// <param name="finish">The statement that stores a sum.</param>
    public void Print(KernelContext k, Func<int, string> start, Func<int, string, string> finish)
    {
        // A vector of the terms stays in a register beside the sums; 512 bits have 32 of them, the others 16.
        var most = k.Target.Bits == 512 ? 24 : 12;
        var parts = (Count + most - 1) / most;
        for (var part = 0; part < parts; part++)
        {
            var first = Count * part / parts;
            using (k.Writer.Block()) Part(k, first, (Count * (part + 1) / parts) - first, start, finish);
        }
    }

    private void Part(KernelContext k, int first, int count, Func<int, string> start, Func<int, string, string> finish)
    {
        var v = k.Target;
        // A few sums alone would wait for each other's latency.
        var chains = Math.Min(count >= 4 ? 1 : count >= 2 ? 2 : 4, Terms);
        for (var s = 0; s < count; s++)
        {
            for (var c = 0; c < chains; c++) k.Writer.Line($"var {Name(s, c)} = {(c == 0 ? start(first + s) : v.Zero)};");
        }
        var step = Math.Max(chains, Unrolled);
        var turns = Terms / step;
        k.Writer.Line($"{k.Scalar}* from = {From}, weight = {Weights}{(first == 0 ? "" : $" + {first * SumStep}")};");
        k.Writer.Line($"{v.Type} term;");
        if (turns > 1)
        {
            using (k.Writer.Block($"for (var i = {turns}; i > 0; i--, from += {step * v.Lanes}, weight += {step * TermStep})"))
                Turn(k, step, count, chains);
            Turn(k, Terms % step, count, chains);
        }
        else
        {
            Turn(k, Terms, count, chains);
        }
        for (var s = 0; s < count; s++)
            k.Writer.Line(finish(first + s, string.Join(" + ", Enumerable.Range(0, chains).Select(c => Name(s, c)))));
    }

    private void Turn(KernelContext k, int terms, int count, int chains)
    {
        var v = k.Target;
        for (var t = 0; t < terms; t++)
        {
            k.Writer.Line($"term = {v.Static}.LoadAligned(from + {t * v.Lanes});");
            for (var s = 0; s < count; s++)
            {
                var sum = Name(s, t % chains);
                k.Writer.Line($"{sum} = {v.Static}.FusedMultiplyAdd(term, {v.Static}.Create(*(weight + {(t * TermStep) + (s * SumStep)})), {sum});");
            }
        }
    }

    private static string Name(int sum, int chain) => $"sum{sum}_{chain}";
}
