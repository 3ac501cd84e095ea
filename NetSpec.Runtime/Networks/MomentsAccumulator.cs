using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetSpec.Runtime;

/// <summary>
/// Adds rows of units to moments: shifts them by the provisional mean into aligned panels of 32 units, panel, row, unit, then lets the
/// generated kernel multiply. In panels the rows of a tile lie one after another; thousands of units apart each would be on a page of its own.
/// </summary>
internal readonly unsafe ref struct MomentsAccumulator<T>(NetworkKernels<T> kernels, Moments moments, CovarianceAccumulation accumulation)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows of a block: float32 sums longer than this lose the digits that selection needs.</summary>
    public const int BlockRows = 256;

    private const int PanelUnits = 32;

    // Rows of which a panel's part stays in the first-level cache, its pages in the processor's smaller table.
    private const int RowsAtATime = 32;

    public void Add(T* rows, nint stride, int count)
    {
        if (moments.Count == 0 && count > 0) SetShift(rows, stride, count);
        // Blocks of nearly equal length: each reads and writes all products, however few its rows.
        var blocks = (count + BlockRows - 1) / BlockRows;
        for (var block = 0; block < blocks; block++)
        {
            var first = (int)((long)count * block / blocks);
            AddBlock(rows + (first * stride), stride, (int)((long)count * (block + 1) / blocks) - first);
        }
        moments.Count += count;
    }

    // The shift is rounded to float32, so that subtracting it is the same number in both precisions.
    private void SetShift(T* rows, nint stride, int count)
    {
        var shift = moments.Shift.Span;
        for (var unit = 0; unit < moments.Units; unit++)
        {
            var sum = 0.0;
            for (var row = 0; row < count; row++) sum += double.CreateTruncating(rows[(row * stride) + unit]);
            var mean = (float)(sum / count);
            shift[unit] = float.IsFinite(mean) ? mean : 0;
        }
    }

    private void AddBlock(T* rows, nint stride, int count)
    {
        var padded = moments.PaddedUnits;
        if (accumulation == CovarianceAccumulation.Blocked && typeof(T) == typeof(float))
        {
            var panels = moments.Scratch<float>((long)BlockRows * padded);
            Shift(rows, stride, count, panels);
            kernels.AddProductsBlocked(panels, count, moments.Products.Pointer, padded);
        }
        else
        {
            var panels = moments.Scratch<double>((long)BlockRows * padded);
            Shift(rows, stride, count, panels);
            kernels.AddProducts(panels, count, moments.Products.Pointer, padded);
        }
    }

    private void Shift<TScratch>(T* rows, nint stride, int count, TScratch* panels)
        where TScratch : unmanaged, IBinaryFloatingPointIeee754<TScratch>
    {
        for (var start = 0; start < moments.PaddedUnits; start += PanelUnits)
        {
            var width = Math.Min(PanelUnits, moments.PaddedUnits - start);
            var panel = panels + ((nint)start * count);
            for (var first = 0; first < count; first += RowsAtATime)
                ShiftPart(rows + (first * stride), stride, Math.Min(RowsAtATime, count - first), start, width, panel + ((nint)first * width));
        }
    }

    private void ShiftPart<TScratch>(T* rows, nint stride, int count, int start, int width, TScratch* panel)
        where TScratch : unmanaged, IBinaryFloatingPointIeee754<TScratch>
    {
        var units = Math.Min(width, moments.Units - start);
        var unit = typeof(T) == typeof(float) ? ShiftVectors((float*)rows + start, stride, count, start, units, panel, width) : 0;
        double* shift = moments.Shift.Pointer + start, sums = moments.Sums.Pointer + start;
        for (; unit < width; unit++)
        {
            for (var row = 0; row < count; row++)
            {
                // What a shorter block left behind is no padding.
                var value = unit < units ? double.CreateTruncating(rows[(row * stride) + start + unit]) - shift[unit] : 0;
                sums[unit] += value;
                panel[(row * width) + unit] = TScratch.CreateTruncating(value);
            }
        }
    }

    // Whole vectors of units; one value at a time this pass takes a tenth of the whole covariance.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int ShiftVectors<TScratch>(float* rows, nint stride, int count, int start, int units, TScratch* panel, int width)
        where TScratch : unmanaged
    {
        var unit = 0;
        for (; unit + Vector<float>.Count <= units; unit += Vector<float>.Count)
        {
            double* shift = moments.Shift.Pointer + start + unit, sums = moments.Sums.Pointer + start + unit;
            Vector<double> lowShift = Vector.Load(shift), highShift = Vector.Load(shift + Vector<double>.Count);
            Vector<double> lowSum = Vector.Load(sums), highSum = Vector.Load(sums + Vector<double>.Count);
            var from = rows + unit;
            var to = panel + unit;
            for (var row = count; row > 0; row--, from += stride, to += width)
            {
                Vector.Widen(Vector.Load(from), out var low, out var high);
                low -= lowShift;
                high -= highShift;
                lowSum += low;
                highSum += high;
                if (typeof(TScratch) == typeof(float))
                {
                    Vector.Narrow(low, high).Store((float*)to);
                }
                else
                {
                    low.Store((double*)to);
                    high.Store((double*)to + Vector<double>.Count);
                }
            }
            lowSum.Store(sums);
            highSum.Store(sums + Vector<double>.Count);
        }
        return unit;
    }
}
