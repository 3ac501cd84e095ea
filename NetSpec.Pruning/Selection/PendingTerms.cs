using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NetSpec.Runtime;

namespace NetSpec.Pruning;

/// <summary>
/// Rank-one terms (v, w) that were chosen but not yet taken off the matrices, as [panel of 64 units][term][v 64 | w 64]: the column of the next
/// choice is corrected by streaming through them once with sixteen sums in registers.
/// </summary>
internal sealed unsafe class PendingTerms
{
    /// <summary>Terms that are held back: 128 of 1,000 units are 2 MB, a second-level cache.</summary>
    public const int Capacity = 128;

    private const int Panel = 64;

    private readonly int _units;
    private readonly int _panels;
    private readonly AlignedMemory<double> _terms;
    private readonly double[] _factors = new double[2 * Capacity];

    /// <summary>Makes room for terms of m units.</summary>
    public PendingTerms(int units)
    {
        (_units, _panels) = (units, (units + Panel - 1) / Panel);
        _terms = new AlignedMemory<double>((long)_panels * Capacity * Panel * 2);
    }

    /// <summary>m rounded up to whole panels.</summary>
    public int PaddedUnits => _panels * Panel;

    /// <summary>Terms held.</summary>
    public int Count { get; private set; }

    /// <summary>Adds the term of a chosen unit and takes it off the diagonals.</summary>
    /// <param name="unit">The unit p.</param>
    /// <param name="columns">Column p of S, then of F, each <see cref="PaddedUnits"/> long, without the terms held here; overwritten.</param>
    /// <param name="scale">1 / sqrt(delta).</param>
    /// <param name="half">c / 2.</param>
    /// <param name="variance">Diagonal of R.</param>
    /// <param name="gain">Diagonal of R Q R.</param>
    public void Append(int unit, double* columns, double scale, double half, double[] variance, double[] gain)
    {
        for (var t = 0; t < Count; t++)
        {
            var term = Term(unit / Panel, t) + (unit % Panel);
            (_factors[2 * t], _factors[(2 * t) + 1]) = (-term[0], -term[Panel]);
        }
        fixed (double* factors = _factors)
        {
            for (var panel = 0; panel < _panels; panel++)
            {
                var v = columns + (panel * Panel);
                var u = v + PaddedUnits;
                Subtract(v, u, Term(panel, 0), factors, Count);
                var into = Term(panel, Count);
                for (var i = 0; i < Panel; i++)
                {
                    into[i] = v[i] * scale;
                    into[Panel + i] = (u[i] * scale) - (half * into[i]);
                    variance[(panel * Panel) + i] -= into[i] * into[i];
                    gain[(panel * Panel) + i] -= 2 * into[i] * into[Panel + i];
                }
            }
        }
        Count++;
    }

    /// <summary>Hands over all terms as V and W, a row a term, and holds none.</summary>
    public (double[,] V, double[,] W) Take()
    {
        var taken = (Rows(0), Rows(Panel));
        Count = 0;
        return taken;
    }

    /// <summary>V, a row a term.</summary>
    public double[,] Terms() => Rows(0);

    private double[,] Rows(int offset)
    {
        var rows = new double[Count, _units];
        for (var t = 0; t < Count; t++)
        {
            for (var i = 0; i < _units; i++) rows[t, i] = Term(i / Panel, t)[offset + (i % Panel)];
        }
        return rows;
    }

    private double* Term(int panel, int term) => _terms.Pointer + ((((nint)panel * Capacity) + term) * 2 * Panel);

    /// <summary>v += a V_t and u += a W_t + b V_t over terms t, for factors (a, b) = (-V_t[p], -W_t[p]).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Subtract(double* v, double* u, double* terms, double* factors, int count)
    {
        Vector512<double> v0 = Vector512.LoadAligned(v), v1 = Vector512.LoadAligned(v + 8), v2 = Vector512.LoadAligned(v + 16), v3 = Vector512.LoadAligned(v + 24);
        Vector512<double> v4 = Vector512.LoadAligned(v + 32), v5 = Vector512.LoadAligned(v + 40), v6 = Vector512.LoadAligned(v + 48), v7 = Vector512.LoadAligned(v + 56);
        Vector512<double> u0 = Vector512.LoadAligned(u), u1 = Vector512.LoadAligned(u + 8), u2 = Vector512.LoadAligned(u + 16), u3 = Vector512.LoadAligned(u + 24);
        Vector512<double> u4 = Vector512.LoadAligned(u + 32), u5 = Vector512.LoadAligned(u + 40), u6 = Vector512.LoadAligned(u + 48), u7 = Vector512.LoadAligned(u + 56);
        for (var end = factors + (2 * count); factors != end; factors += 2, terms += 2 * Panel)
        {
            var (a, b) = (Vector512.Create(factors[0]), Vector512.Create(factors[1]));
            Step(terms, a, b, ref v0, ref u0);
            Step(terms + 8, a, b, ref v1, ref u1);
            Step(terms + 16, a, b, ref v2, ref u2);
            Step(terms + 24, a, b, ref v3, ref u3);
            Step(terms + 32, a, b, ref v4, ref u4);
            Step(terms + 40, a, b, ref v5, ref u5);
            Step(terms + 48, a, b, ref v6, ref u6);
            Step(terms + 56, a, b, ref v7, ref u7);
        }
        Store(v, v0, v1, v2, v3, v4, v5, v6, v7);
        Store(u, u0, u1, u2, u3, u4, u5, u6, u7);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(double* term, Vector512<double> a, Vector512<double> b, ref Vector512<double> v, ref Vector512<double> u)
    {
        var termV = Vector512.LoadAligned(term);
        v = Vector512.MultiplyAddEstimate(a, termV, v);
        u = Vector512.MultiplyAddEstimate(a, Vector512.LoadAligned(term + Panel), u);
        u = Vector512.MultiplyAddEstimate(b, termV, u);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(
        double* into, Vector512<double> s0, Vector512<double> s1, Vector512<double> s2, Vector512<double> s3, Vector512<double> s4, Vector512<double> s5,
        Vector512<double> s6, Vector512<double> s7)
    {
        s0.StoreAligned(into);
        s1.StoreAligned(into + 8);
        s2.StoreAligned(into + 16);
        s3.StoreAligned(into + 24);
        s4.StoreAligned(into + 32);
        s5.StoreAligned(into + 40);
        s6.StoreAligned(into + 48);
        s7.StoreAligned(into + 56);
    }
}
