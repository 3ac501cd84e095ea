using System;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>Sums of vectors times broadcast weights, some of them at a time in registers: a dense layer of a block of samples, or its deltas.</summary>
/// <param name="Count">Sums.</param>
/// <param name="Terms">Terms of each.</param>
/// <param name="Weights">Where the weights begin among the parameters.</param>
/// <param name="SumStep">Weights from a sum to the next.</param>
/// <param name="TermStep">Weights from a term to the next.</param>
internal sealed record LanesSums(int Count, int Terms, int Weights, int SumStep, int TermStep)
{
    /// <summary>Sums that are computed together: a term's vector stays in a register beside them.</summary>
    public static int Most(VectorTarget target) => target.Bits == 512 ? 24 : 12;

    /// <summary>Partial sums of each of so many sums. A few sums alone would wait for each other's latency.</summary>
    public static int Chains(int sums) => sums >= 4 ? 1 : sums >= 2 ? 2 : 4;

    /// <summary>Prints the sums.</summary>
    /// <param name="k">Where to.</param>
    /// <param name="terms">Where the terms lie.</param>
    /// <param name="start">The beginning of a sum.</param>
    /// <param name="finish">The statements that take a sum.</param>
    public void Print(KernelContext k, LanesTerms terms, Func<int, string> start, Func<int, string, string> finish)
    {
        var most = terms.MostSums(k.Target);
        var parts = (Count + most - 1) / most;
        for (var i = 0; i < parts; i++)
        {
            var first = Count * i / parts;
            var part = new LanesPart(this, first, (Count * (i + 1) / parts) - first, parts);
            using (k.Writer.Block())
            {
                foreach (var sum in Enumerable.Range(0, part.Count))
                    for (var c = 0; c < part.Chains; c++) k.Writer.Line($"var {part.Name(sum, c)} = {(c == 0 ? start(first + sum) : k.Target.Zero)};");
                terms.Print(k, part);
                foreach (var sum in Enumerable.Range(0, part.Count))
                    k.Writer.Lines(finish(first + sum, part.Total(sum)));
            }
        }
    }
}

/// <summary>Those sums that are computed together.</summary>
/// <param name="Sums">All of them.</param>
/// <param name="First">The first one.</param>
/// <param name="Count">How many.</param>
/// <param name="Parts">Into how many parts all are cut.</param>
internal sealed record LanesPart(LanesSums Sums, int First, int Count, int Parts)
{
    /// <summary>Partial sums of each.</summary>
    public int Chains => Math.Min(LanesSums.Chains(Count), Sums.Terms);

    /// <summary>Where the weights of a term begin among the parameters.</summary>
    public int Weight(int term) => Sums.Weights + (First * Sums.SumStep) + (term * Sums.TermStep);

    /// <summary>Name of a partial sum.</summary>
    public string Name(int sum, int chain) => $"sum{sum}_{chain}";

    /// <summary>A sum of its partial sums, two by two, so that it waits for two additions of four.</summary>
    public string Total(int sum) => Chains == 4 ? $"({Name(sum, 0)} + {Name(sum, 1)}) + ({Name(sum, 2)} + {Name(sum, 3)})"
        : string.Join(" + ", Enumerable.Range(0, Chains).Select(c => Name(sum, c)));

    /// <summary>Adds a term to each sum.</summary>
    /// <param name="k">Where to.</param>
    /// <param name="index">Number of the term, which says what partial sum takes it.</param>
    /// <param name="term">Its vector.</param>
    /// <param name="weights">Address of its weights, up to an offset.</param>
    /// <param name="offset">The offset.</param>
    public void Add(KernelContext k, int index, string term, string weights, int offset)
    {
        for (var s = 0; s < Count; s++)
        {
            var sum = Name(s, index % Chains);
            k.Writer.Line($"{sum} = {k.Target.Static}.FusedMultiplyAdd({term}, {k.Target.Static}.Create(*({weights} + {offset + (s * Sums.SumStep)})), {sum});");
        }
    }
}
