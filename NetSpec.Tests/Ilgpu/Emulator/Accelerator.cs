using NetSpec.Tests.Ilgpu;

namespace ILGPU.Runtime;

/// <summary>A device.</summary>
public class Accelerator : IDisposable
{
    private readonly List<AcceleratorStream> _streams = [];

    /// <summary>What drives it.</summary>
    public AcceleratorType AcceleratorType { get; init; } = AcceleratorType.Cuda;

    /// <summary>Threads of a group at most.</summary>
    public int MaxNumThreadsPerGroup { get; init; } = 256;

    /// <summary>Shared memory of a group, in bytes.</summary>
    public int MaxSharedMemoryPerGroup { get; init; } = 48 * 1024;

    /// <summary>Makes a stream.</summary>
    public AcceleratorStream CreateStream()
    {
        _streams.Add(new());
        return _streams[^1];
    }

    /// <summary>Waits for all streams; the last made goes first, since no order holds between them.</summary>
    public void Synchronize()
    {
        for (var i = _streams.Count - 1; i >= 0; i--) _streams[i].Synchronize();
    }

    /// <inheritdoc/>
    public void Dispose() => Synchronize();

    /// <summary>Allocates memory.</summary>
    public MemoryBuffer1D<T, Stride1D.Dense> Allocate1D<T>(long length)
        where T : unmanaged => new(length);

    /// <summary>Allocates memory of the host.</summary>
    public PageLockedArray1D<T> AllocatePageLocked1D<T>(long length)
        where T : unmanaged => new(length);

    /// <summary>Compiles a kernel of 2 parameters.</summary>
    public Action<AcceleratorStream, KernelConfig, T1, T2> LoadKernel<T1, T2>(Action<T1, T2> kernel) =>
        (stream, config, p1, p2) => Emulation.Launch(stream, config, kernel.Method, () => kernel(p1, p2));

    /// <summary>Compiles a kernel of 3 parameters.</summary>
    public Action<AcceleratorStream, KernelConfig, T1, T2, T3> LoadKernel<T1, T2, T3>(Action<T1, T2, T3> kernel) =>
        (stream, config, p1, p2, p3) => Emulation.Launch(stream, config, kernel.Method, () => kernel(p1, p2, p3));

    /// <summary>Compiles a kernel of 4 parameters.</summary>
    public Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4> LoadKernel<T1, T2, T3, T4>(Action<T1, T2, T3, T4> kernel) =>
        (stream, config, p1, p2, p3, p4) => Emulation.Launch(stream, config, kernel.Method, () => kernel(p1, p2, p3, p4));

    /// <summary>Compiles a kernel of 5 parameters.</summary>
    public Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5> LoadKernel<T1, T2, T3, T4, T5>(Action<T1, T2, T3, T4, T5> kernel) =>
        (stream, config, p1, p2, p3, p4, p5) => Emulation.Launch(stream, config, kernel.Method, () => kernel(p1, p2, p3, p4, p5));

    /// <summary>Compiles a kernel of 6 parameters.</summary>
    public Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6> LoadKernel<T1, T2, T3, T4, T5, T6>(Action<T1, T2, T3, T4, T5, T6> kernel) =>
        (stream, config, p1, p2, p3, p4, p5, p6) => Emulation.Launch(stream, config, kernel.Method, () => kernel(p1, p2, p3, p4, p5, p6));

    /// <summary>Compiles a kernel of 7 parameters.</summary>
    public Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7> LoadKernel<T1, T2, T3, T4, T5, T6, T7>(Action<T1, T2, T3, T4, T5, T6, T7> kernel) =>
        (stream, config, p1, p2, p3, p4, p5, p6, p7) => Emulation.Launch(stream, config, kernel.Method, () => kernel(p1, p2, p3, p4, p5, p6, p7));

    /// <summary>Compiles a kernel of 8 parameters.</summary>
    public Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8>(Action<T1, T2, T3, T4, T5, T6, T7, T8> kernel) =>
        (stream, config, p1, p2, p3, p4, p5, p6, p7, p8) => Emulation.Launch(stream, config, kernel.Method, () => kernel(p1, p2, p3, p4, p5, p6, p7, p8));

    /// <summary>Compiles a kernel of 9 parameters.</summary>
    public Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9>(Action<T1, T2, T3, T4, T5, T6, T7, T8, T9> kernel) =>
        (stream, config, p1, p2, p3, p4, p5, p6, p7, p8, p9) => Emulation.Launch(stream, config, kernel.Method, () => kernel(p1, p2, p3, p4, p5, p6, p7, p8, p9));

    /// <summary>Compiles a kernel of 10 parameters.</summary>
    public Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>(Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> kernel) =>
        (stream, config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10) => Emulation.Launch(stream, config, kernel.Method, () => kernel(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10));

    /// <summary>Compiles a kernel of 11 parameters.</summary>
    public Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>(Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> kernel) =>
        (stream, config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11) => Emulation.Launch(stream, config, kernel.Method, () => kernel(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11));

    /// <summary>Compiles a kernel of 12 parameters.</summary>
    public Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>(Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> kernel) =>
        (stream, config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12) => Emulation.Launch(stream, config, kernel.Method, () => kernel(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12));

    /// <summary>Compiles a kernel of 13 parameters.</summary>
    public Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13>(Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> kernel) =>
        (stream, config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13) => Emulation.Launch(stream, config, kernel.Method, () => kernel(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13));

    /// <summary>Compiles a kernel of 14 parameters.</summary>
    public Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> LoadKernel<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14>(Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> kernel) =>
        (stream, config, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14) => Emulation.Launch(stream, config, kernel.Method, () => kernel(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14));
}
