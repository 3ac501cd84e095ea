using System;

namespace NetSpec.Generator;

/// <summary>Where the terms of <see cref="LanesSums"/> lie.</summary>
internal abstract class LanesTerms
{
    /// <summary>Sums that may be computed together.</summary>
    public virtual int MostSums(VectorTarget target) => LanesSums.Most(target);

    /// <summary>Prints what adds all terms to the sums of a part.</summary>
    public abstract void Print(KernelContext k, LanesPart part);
}

/// <summary>Terms that an earlier layer has left in registers.</summary>
/// <param name="name">Name of a term.</param>
/// <param name="beside">Pieces of other work, which the processor does while it waits for no multiply-add.</param>
internal sealed class TermsInRegisters(Func<int, string> name, params Action<SourceWriter>[] beside) : LanesTerms
{
    public override void Print(KernelContext k, LanesPart part)
    {
        var terms = part.Sums.Terms;
        for (var t = 0; t < terms; t++)
        {
            part.Add(k, t, name(t), "parameters", part.Weight(t));
            for (var i = beside.Length * t / terms; part.First == 0 && i < beside.Length * (t + 1) / terms; i++) beside[i](k.Writer);
        }
    }
}

/// <summary>Terms in memory, one vector after another.</summary>
/// <param name="from">Where they begin.</param>
internal sealed class TermsInMemory(string from) : LanesTerms
{
    // Terms of one turn of the loop; a loop of few turns is none.
    private const int Unrolled = 2;

    public override void Print(KernelContext k, LanesPart part)
    {
        var (v, terms) = (k.Target, part.Sums.Terms);
        var step = Math.Max(part.Chains, Unrolled);
        var turns = terms / step;
        k.Writer.Line($"{k.Scalar}* from = {from}, weight = parameters + {part.Weight(0)};");
        k.Writer.Line($"{v.Type} term;");
        if (turns > 1)
        {
            using (k.Writer.Block($"for (var i = {turns}; i > 0; i--, from += {step * v.Lanes}, weight += {step * part.Sums.TermStep})"))
                Turn(k, part, step);
            Turn(k, part, terms % step);
        }
        else
        {
            Turn(k, part, terms);
        }
    }

    private static void Turn(KernelContext k, LanesPart part, int terms)
    {
        for (var t = 0; t < terms; t++)
        {
            k.Writer.Line($"term = {k.Target.Static}.LoadAligned(from + {t * k.Target.Lanes});");
            part.Add(k, t, "term", "weight", t * part.Sums.TermStep);
        }
    }
}
