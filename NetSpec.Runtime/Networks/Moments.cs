namespace NetSpec.Runtime;

/// <summary>
/// First and second moments of the units of one layer: count, sums about a provisional mean, and products about it. The provisional mean is
/// taken from the first slice, so that subtracting it costs no digits later.
/// </summary>
public sealed class Moments
{
    private AlignedMemory<byte>? _scratch;

    /// <summary>Makes empty moments of m units.</summary>
    public Moments(int units)
    {
        Units = units;
        PaddedUnits = (units + 15) / 16 * 16;
        Shift = new AlignedMemory<double>(PaddedUnits);
        Sums = new AlignedMemory<double>(PaddedUnits);
        Products = new AlignedMemory<double>((long)PaddedUnits * PaddedUnits);
    }

    /// <summary>Number of units, m.</summary>
    public int Units { get; }

    /// <summary>Row length of <see cref="Products"/>: m rounded up to 16.</summary>
    public int PaddedUnits { get; }

    /// <summary>Rows (samples, or samples and positions) added so far.</summary>
    public long Count { get; set; }

    /// <summary>The provisional mean c, set with the first rows.</summary>
    public AlignedMemory<double> Shift { get; }

    /// <summary>sum (phi - c), per unit.</summary>
    public AlignedMemory<double> Sums { get; }

    /// <summary>sum (phi - c)(phi - c)^T, row-major, upper triangle valid.</summary>
    public AlignedMemory<double> Products { get; }

    /// <summary>E[phi], m values.</summary>
    /// <exception cref="InputException">No rows were added.</exception>
    public double[] Mean()
    {
        RequireRows();
        var mean = new double[Units];
        for (var i = 0; i < Units; i++)
            mean[i] = Shift.Span[i] + (Sums.Span[i] / Count);
        return mean;
    }

    /// <summary>E[phi phi^T], or about the mean; m x m, row-major, symmetric to the bit.</summary>
    /// <exception cref="InputException">No rows were added.</exception>
    public double[,] Covariance(bool centered)
    {
        RequireRows();
        var result = new double[Units, Units];
        var shift = Shift.Span;
        var sums = Sums.Span;
        for (var i = 0; i < Units; i++)
        {
            var row = Products.Slice((long)i * PaddedUnits, PaddedUnits);
            for (var j = i; j < Units; j++)
            {
                var (si, sj) = (sums[i] / Count, sums[j] / Count);
                // E[(phi-c)(phi-c)^T] = Cov + s s^T with s = E[phi] - c; E[phi phi^T] = Cov + mean mean^T.
                var value = row[j] / Count;
                value = centered ? value - (si * sj) : value + (shift[i] * sj) + (si * shift[j]) + (shift[i] * shift[j]);
                result[i, j] = result[j, i] = value;
            }
        }
        // Spans of native memory do not keep it.
        GC.KeepAlive(this);
        return result;
    }

    /// <summary>Scratch for one block of shifted rows; kept, so that adding a block allocates nothing.</summary>
    internal unsafe TScratch* Scratch<TScratch>(long length)
        where TScratch : unmanaged
    {
        var bytes = length * sizeof(TScratch);
        // Networks of both precisions may add to one set; their scratch differs in size.
        if (_scratch is null || _scratch.Length != bytes) _scratch = new AlignedMemory<byte>(bytes);
        return (TScratch*)_scratch.Pointer;
    }

    private void RequireRows()
    {
        if (Count == 0) throw new InputException("A covariance needs at least one sample.");
    }
}
