using System.Numerics;

namespace NetSpec.Runtime;

/// <summary>Adds rows of units to moments: shifts them by the provisional mean into an aligned scratch, then lets the generated kernel multiply.</summary>
internal readonly unsafe ref struct MomentsAccumulator<T>(NetworkKernels<T> kernels, Moments moments, CovarianceAccumulation accumulation)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int BlockRows = 256; // float32 sums longer than this lose the digits that selection needs

    public void Add(T* rows, nint stride, int count)
    {
        if (moments.Count == 0 && count > 0) SetShift(rows, stride, count);
        for (var start = 0; start < count; start += BlockRows)
            AddBlock(rows + (start * stride), stride, Math.Min(BlockRows, count - start));
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
        // A row length that is a power of two maps every row to the same cache sets.
        var scratchStride = (padded & (padded - 1)) == 0 ? padded + 16 : padded;
        if (accumulation == CovarianceAccumulation.Blocked && typeof(T) == typeof(float))
        {
            var scratch = moments.Scratch<float>(BlockRows, scratchStride);
            Shift((float*)rows, stride, count, scratch, scratchStride);
            kernels.AddProductsBlocked(scratch, scratchStride, count, moments.Products.Pointer, padded);
        }
        else
        {
            var scratch = moments.Scratch<double>(BlockRows, scratchStride);
            Shift(rows, stride, count, scratch, scratchStride);
            kernels.AddProducts(scratch, scratchStride, count, moments.Products.Pointer, padded);
        }
    }

    private void Shift<TRow, TScratch>(TRow* rows, nint stride, int count, TScratch* scratch, nint scratchStride)
        where TRow : unmanaged, IBinaryFloatingPointIeee754<TRow>
        where TScratch : unmanaged, IBinaryFloatingPointIeee754<TScratch>
    {
        var shift = moments.Shift.Pointer;
        var sums = moments.Sums.Pointer;
        for (var row = 0; row < count; row++, rows += stride, scratch += scratchStride)
        {
            var unit = typeof(TRow) == typeof(float) ? ShiftVectors((float*)rows, shift, sums, scratch) : 0;
            for (; unit < moments.Units; unit++)
            {
                var value = double.CreateTruncating(rows[unit]) - shift[unit];
                sums[unit] += value;
                scratch[unit] = TScratch.CreateTruncating(value);
            }
        }
    }

    // Whole vectors of one row; one value at a time this pass takes a tenth of the whole covariance.
    private int ShiftVectors<TScratch>(float* row, double* shift, double* sums, TScratch* scratch)
        where TScratch : unmanaged
    {
        var unit = 0;
        for (; unit + Vector<float>.Count <= moments.Units; unit += Vector<float>.Count)
        {
            Vector.Widen(Vector.Load(row + unit), out var low, out var high);
            var upper = unit + Vector<double>.Count;
            low -= Vector.Load(shift + unit);
            high -= Vector.Load(shift + upper);
            (Vector.Load(sums + unit) + low).Store(sums + unit);
            (Vector.Load(sums + upper) + high).Store(sums + upper);
            if (typeof(TScratch) == typeof(float))
            {
                Vector.Narrow(low, high).Store((float*)scratch + unit);
            }
            else
            {
                low.Store((double*)scratch + unit);
                high.Store((double*)scratch + upper);
            }
        }
        return unit;
    }
}
