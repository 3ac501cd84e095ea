using System.Numerics;
using NetSpec.Runtime;

namespace NetSpec.Benchmarks.Peers;

/// <summary>Y = max(X W^T + b, 0) layer by layer.</summary>
internal sealed unsafe class OpenBlasWork : TimedWork
{
    private const int RowMajor = 101, Plain = 111, Transposed = 112;

    private readonly OpenBlasPeer _blas;
    private readonly Assignment _given;
    private readonly AlignedMemory<float>[] _weights, _biases, _values;
    private readonly int[] _widths;

    public OpenBlasWork(OpenBlasPeer blas, Assignment given, DenseChain chain)
    {
        (_blas, _given, _widths) = (blas, given, chain.Widths);
        _weights = [.. chain.Weights.Select(w => Copy(w.Values))];
        _biases = [.. chain.Biases.Select(b => Copy(b.Values))];
        _values = [.. _widths.Skip(1).Select(w => new AlignedMemory<float>((long)w * given.Work.Batch))];
    }

    public override float[] Result
    {
        get
        {
            Run(1);
            return _values[^1].Span.ToArray();
        }
    }

    public override void Dispose()
    {
        foreach (var memory in _weights.Concat(_biases).Concat(_values)) memory.Dispose();
    }

    protected override void Run(int calls)
    {
        _blas.SetThreads(_given.Threads);
        for (var call = 0; call < calls; call++)
        {
            for (var l = 0; l < _weights.Length; l++)
            {
                var (inputs, units, output) = (_widths[l], _widths[l + 1], _values[l]);
                var input = l == 0 ? _given.Input.Pointer : _values[l - 1].Pointer;
                _blas.Product(RowMajor, Plain, Transposed, _given.Work.Batch, units, inputs, 1, input, inputs, _weights[l].Pointer, inputs, 0, output.Pointer, units);
                for (var n = 0; n < _given.Work.Batch; n++)
                    Finish(output.Slice((long)n * units, units), _biases[l].Span, l < _weights.Length - 1 ? 0 : float.NegativeInfinity);
            }
        }
    }

    private static AlignedMemory<float> Copy(float[] values)
    {
        var memory = new AlignedMemory<float>(values.Length);
        values.CopyTo(memory.Span);
        return memory;
    }

    private static void Finish(Span<float> row, ReadOnlySpan<float> bias, float floor)
    {
        var least = new Vector<float>(floor);
        var i = 0;
        for (; i <= row.Length - Vector<float>.Count; i += Vector<float>.Count)
            Vector.Max(new Vector<float>(row[i..]) + new Vector<float>(bias[i..]), least).CopyTo(row[i..]);
        for (; i < row.Length; i++) row[i] = Math.Max(row[i] + bias[i], floor);
    }
}
