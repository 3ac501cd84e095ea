using System.Runtime.CompilerServices;
using NetSpec.Tests.Ilgpu;

// What generated code uses of ILGPU, as a test double: see NetSpec.Tests.Ilgpu.Emulation.
namespace ILGPU
{
    /// <summary>A part of a device's memory.</summary>
    public readonly struct ArrayView<T> : IContiguousArrayView
        where T : unmanaged
    {
        private readonly byte[] _memory;
        private readonly long _start;

        internal ArrayView(byte[] memory, long start, long length) => (_memory, _start, Length) = (memory, start, length);

        /// <summary>Number of values.</summary>
        public long Length { get; }

        /// <summary>Where it begins in its memory.</summary>
        public long Index => _start;

        /// <summary>A value; a place outside is an error, which a device would not notice.</summary>
        public ref T this[int index]
        {
            get
            {
                if ((uint)index >= (ulong)Length) throw new IndexOutOfRangeException($"{index} lies outside {Length} values.");
                return ref Unsafe.As<byte, T>(ref _memory[(_start + index) * Unsafe.SizeOf<T>()]);
            }
        }

        /// <summary>The rest of a view.</summary>
        public ArrayView<T> SubView(long index) => SubView(index, Length - index);

        /// <summary>A part of a view.</summary>
        public ArrayView<T> SubView(long index, long length)
        {
            if (index < 0 || length < 0 || index + length > Length) throw new ArgumentOutOfRangeException(nameof(index), $"{index} + {length} lies outside {Length} values.");
            return new(_memory, _start + index, length);
        }

        /// <summary>The same memory as values of another type.</summary>
        public ArrayView<TOther> Cast<TOther>()
            where TOther : unmanaged
        {
            if (_start * Unsafe.SizeOf<T>() % Unsafe.SizeOf<TOther>() != 0) throw new InvalidOperationException($"{_start} is no boundary of {typeof(TOther).Name}.");
            return new(_memory, _start * Unsafe.SizeOf<T>() / Unsafe.SizeOf<TOther>(), Length * Unsafe.SizeOf<T>() / Unsafe.SizeOf<TOther>());
        }

        internal Span<T> Span => System.Runtime.InteropServices.MemoryMarshal.Cast<byte, T>(_memory.AsSpan((int)(_start * Unsafe.SizeOf<T>()), (int)(Length * Unsafe.SizeOf<T>())));

        /// <summary>The same as a view of one dimension.</summary>
        public static implicit operator Runtime.ArrayView1D<T, Stride1D.Dense>(ArrayView<T> view) => new(view);
    }

    /// <summary>What is known of any view.</summary>
    public interface IContiguousArrayView
    {
        /// <summary>Where it begins in its memory.</summary>
        long Index { get; }
    }

    /// <summary>Strides.</summary>
    public static class Stride1D
    {
        /// <summary>Value after value.</summary>
        public readonly struct Dense;
    }

    /// <summary>An index.</summary>
    public readonly record struct Index1D(int X)
    {
        /// <summary>From a number.</summary>
        public static implicit operator Index1D(int x) => new(x);
    }

    /// <summary>Two indices.</summary>
    public readonly record struct Index2D(int X, int Y);

    /// <summary>Size of a launch.</summary>
    public readonly struct KernelConfig
    {
        /// <summary>One dimension.</summary>
        public KernelConfig(Index1D grid, Index1D group) => (Grid, Group) = (new(grid.X, 1), new(group.X, 1));

        /// <summary>Two dimensions.</summary>
        public KernelConfig(Index2D grid, Index2D group) => (Grid, Group) = (grid, group);

        internal Index2D Grid { get; }

        internal Index2D Group { get; }
    }

    /// <summary>A thread in its group.</summary>
    public static class Group
    {
        /// <summary>Its place.</summary>
        public static int IdxX => Emulation.Current.Index;

        /// <summary>Threads of a group.</summary>
        public static int DimX => Emulation.Current.Group.Config.Group.X;

        /// <summary>Waits for the group.</summary>
        public static void Barrier() => throw new InvalidOperationException("Kernels are rewritten where they wait.");
    }

    /// <summary>A group in the grid.</summary>
    public static class Grid
    {
        /// <summary>Its place.</summary>
        public static int IdxX => Emulation.Current.Group.X;

        /// <summary>Its second place.</summary>
        public static int IdxY => Emulation.Current.Group.Y;

        /// <summary>Groups.</summary>
        public static int DimX => Emulation.Current.Group.Config.Grid.X;

        /// <summary>Groups in the second dimension.</summary>
        public static int DimY => Emulation.Current.Group.Config.Grid.Y;
    }

    /// <summary>Memory of a group.</summary>
    public static class SharedMemory
    {
        /// <summary>Allocates it.</summary>
        public static ArrayView<T> Allocate<T>(int length)
            where T : unmanaged
        {
            var thread = Emulation.Current;
            return new(thread.Group.Shared(thread.SharedAllocations++, length * Unsafe.SizeOf<T>()), 0, length);
        }
    }
}

namespace ILGPU.Algorithms
{
    /// <summary>Mathematics on devices.</summary>
    public static class XMath
    {
        /// <summary>e^x.</summary>
        public static float Exp(float x) => MathF.Exp(x);

        /// <summary>Natural logarithm.</summary>
        public static float Log(float x) => MathF.Log(x);

        /// <summary>Square root.</summary>
        public static float Sqrt(float x) => MathF.Sqrt(x);

        /// <summary>Cosine.</summary>
        public static float Cos(float x) => MathF.Cos(x);
    }
}

namespace ILGPU.Runtime
{
    /// <summary>What drives a device.</summary>
    public enum AcceleratorType
    {
        /// <summary>NVIDIA's.</summary>
        Cuda,

        /// <summary>Any vendor's.</summary>
        OpenCL,
    }

    /// <summary>
    /// A stream, as late as a device's may be: what is queued is done when somebody waits for it. So what reads on one stream what another
    /// has yet to write reads what is no number.
    /// </summary>
    public sealed class AcceleratorStream : IDisposable
    {
        private readonly Queue<Action> _queued = [];

        internal void Queue(Action action) => _queued.Enqueue(action);

        /// <summary>Waits.</summary>
        public void Synchronize()
        {
            while (_queued.TryDequeue(out var action)) action();
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            if (_queued.Count > 0) throw new InvalidOperationException($"{_queued.Count} launches and copies are still queued.");
        }
    }

    /// <summary>A view of one dimension.</summary>
    public readonly struct ArrayView1D<T, TStride>(ArrayView<T> view)
        where T : unmanaged
    {
        /// <summary>The view itself.</summary>
        public ArrayView<T> BaseView => view;
    }

    /// <summary>Memory of a device. What was not written yet is no number, so that a test fails where it is read.</summary>
    public sealed class MemoryBuffer1D<T, TStride> : IDisposable
        where T : unmanaged
    {
        private byte[]? _memory;

        internal MemoryBuffer1D(long length)
        {
            Length = length;
            _memory = new byte[length * Unsafe.SizeOf<T>()];
            Array.Fill(_memory, (byte)0xFF);
        }

        /// <summary>Number of values.</summary>
        public long Length { get; }

        /// <summary>All of it.</summary>
        public ArrayView1D<T, TStride> View => new(new(_memory ?? throw new ObjectDisposedException(nameof(MemoryBuffer1D<T, TStride>)), 0, Length));

        /// <summary>Frees it; what is still queued reads no numbers.</summary>
        public void Dispose()
        {
            if (_memory is not null) Array.Fill(_memory, (byte)0xFF);
            _memory = null;
        }
    }

    /// <summary>Memory of the host that copies do not wait for.</summary>
    public sealed class PageLockedArray1D<T> : IDisposable
        where T : unmanaged
    {
        private readonly byte[] _memory;

        internal PageLockedArray1D(long length) => _memory = new byte[length * Unsafe.SizeOf<T>()];

        /// <summary>Its values.</summary>
        public Span<T> Span => ArrayView.Span;

        /// <summary>As a view.</summary>
        public ArrayView<T> ArrayView => new(_memory, 0, _memory.Length / Unsafe.SizeOf<T>());

        /// <inheritdoc/>
        public void Dispose()
        {
        }
    }

    /// <summary>Copies: those with memory of the host that is not page-locked wait, as ILGPU's do.</summary>
    public static class ArrayViewExtensions
    {
        /// <summary>Sets zeros; from the start of a buffer only, since ILGPU 1.5.3 counts bytes as values for OpenCL and would set others.</summary>
        public static void MemSetToZero<T>(this ArrayView<T> view, AcceleratorStream stream)
            where T : unmanaged
        {
            Assert.Equal(0, view.Index);
            stream.Queue(() => view.Span.Clear());
        }

        /// <summary>From the host.</summary>
        public static void CopyFromCPU<T>(this ArrayView<T> view, AcceleratorStream stream, in ReadOnlySpan<T> from)
            where T : unmanaged
        {
            stream.Synchronize();
            from.CopyTo(view.Span);
        }

        /// <summary>From the host.</summary>
        public static void CopyFromCPU<T>(this ArrayView1D<T, Stride1D.Dense> view, AcceleratorStream stream, T[] from)
            where T : unmanaged => view.BaseView.CopyFromCPU(stream, from);

        /// <summary>To the host.</summary>
        public static void CopyToCPU<T>(this ArrayView<T> view, AcceleratorStream stream, in Span<T> to)
            where T : unmanaged
        {
            stream.Synchronize();
            view.Span.CopyTo(to);
        }

        /// <summary>From another view.</summary>
        public static void CopyFrom<T>(this ArrayView<T> view, AcceleratorStream stream, ArrayView<T> from)
            where T : unmanaged => stream.Queue(() => from.Span.CopyTo(view.Span));

        /// <summary>To another view.</summary>
        public static void CopyTo<T>(this ArrayView<T> view, AcceleratorStream stream, ArrayView<T> to)
            where T : unmanaged => stream.Queue(() => view.Span.CopyTo(to.Span));
    }
}
