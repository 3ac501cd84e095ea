using System.Runtime.InteropServices;

namespace NetSpec.Benchmarks.Peers;

/// <summary>OpenBLAS: the matrix products of dense chains, bias and relu written beside them. Inference only.</summary>
internal sealed unsafe class OpenBlasPeer : IPeer
{
    public const string PeerName = "openblas";

    /// <summary>The environment variable that chooses kernels.</summary>
    public const string CoreTypeVariable = "OPENBLAS_CORETYPE";

    private readonly nint _library;

    private OpenBlasPeer(nint library)
    {
        _library = library;
        Product = (delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void>)NativeLibrary.GetExport(library, "cblas_sgemm");
        SetThreads = (delegate* unmanaged<int, void>)NativeLibrary.GetExport(library, "openblas_set_num_threads");
        var config = (delegate* unmanaged<byte*>)NativeLibrary.GetExport(library, "openblas_get_config");
        Version = string.Join(' ', Marshal.PtrToStringUTF8((nint)config())!.Split(' ').Skip(1).Take(1));
    }

    /// <summary>C = alpha A B + beta C: order, transposes, m, n, k, alpha, A and its row length, B, beta, C.</summary>
    public delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void> Product { get; }

    /// <summary>Number of threads of the next products.</summary>
    public delegate* unmanaged<int, void> SetThreads { get; }

    /// <summary>Kernels of wide vectors where the machine has them: releases that are older than the processor fall back to narrow ones.</summary>
    public static string? CoreType => System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated ? "SkylakeX" : null;

    public string Name => PeerName;

    public string Version { get; }

    public static IPeer Open(PeersOptions options)
    {
        if (CoreType is { } core) NativePeers.SetVariable(CoreTypeVariable, core);
        return new OpenBlasPeer(NativePeers.Load("libopenblas.so.0", "libopenblas.so"));
    }

    public TimedWork? Prepare(Assignment assignment) =>
        assignment.Work.Kind == WorkKind.Forward && DenseChain.Of(assignment.Graph) is { } chain ? new OpenBlasWork(this, assignment, chain) : null;

    // OpenBLAS keeps threads of its own, which do not outlive their library.
    public void Dispose() => GC.KeepAlive(_library);
}
