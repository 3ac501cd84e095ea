using System.Runtime.InteropServices;

namespace NetSpec.Benchmarks.Peers;

/// <summary>The C interface of ONNX Runtime: one table of functions, which grows at its end only, so that places in it are facts.</summary>
internal sealed unsafe class OrtApi
{
    // The interface of release 1.14, which later releases still offer.
    private const uint Version = 14;

    private const int GetErrorMessage = 2, CreateEnv = 3, CreateSessionFromArray = 8, RunPlace = 9, CreateSessionOptions = 10,
        SetGraphOptimizationLevel = 23, SetIntraOpNumThreads = 24, SetInterOpNumThreads = 25, CreateTensorWithData = 49,
        CreateCpuMemoryInfo = 69, ReleaseStatus = 93, ReleaseSession = 95, ReleaseValue = 96, ReleaseSessionOptions = 100,
        AddSessionConfigEntry = 130;

    private readonly void** _table;
    private readonly nint _environment, _memoryInfo;

    public OrtApi(nint library)
    {
        var bases = (void**)((delegate* unmanaged<void*>)NativeLibrary.GetExport(library, "OrtGetApiBase"))();
        _table = (void**)((delegate* unmanaged<uint, void*>)bases[0])(Version);
        if (_table == null) throw new PeerMissingException($"the library does not offer version {Version} of its interface");
        VersionText = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<byte*>)bases[1])())!;
        nint made;
        fixed (byte* name = "peers\0"u8)
            Check(((delegate* unmanaged<int, byte*, nint*, nint>)_table[CreateEnv])(3, name, &made));
        _environment = made;
        Check(((delegate* unmanaged<int, int, nint*, nint>)_table[CreateCpuMemoryInfo])(1, 0, &made));
        _memoryInfo = made;
    }

    public string VersionText { get; }

    /// <summary>A session for a model's bytes: all optimisations, so many threads, which do not go on spinning once a run is over.</summary>
    public nint Session(byte[] model, int threads)
    {
        nint options, session;
        Check(((delegate* unmanaged<nint*, nint>)_table[CreateSessionOptions])(&options));
        Check(((delegate* unmanaged<nint, int, nint>)_table[SetGraphOptimizationLevel])(options, 99));
        Check(((delegate* unmanaged<nint, int, nint>)_table[SetIntraOpNumThreads])(options, threads));
        Check(((delegate* unmanaged<nint, int, nint>)_table[SetInterOpNumThreads])(options, 1));
        fixed (byte* key = "session.force_spinning_stop\0"u8, value = "1\0"u8)
            Check(((delegate* unmanaged<nint, byte*, byte*, nint>)_table[AddSessionConfigEntry])(options, key, value));
        fixed (byte* bytes = model)
            Check(((delegate* unmanaged<nint, void*, nuint, nint, nint*, nint>)_table[CreateSessionFromArray])(_environment, bytes, (nuint)model.Length, options, &session));
        ((delegate* unmanaged<nint, void>)_table[ReleaseSessionOptions])(options);
        return session;
    }

    /// <summary>A tensor over the caller's memory.</summary>
    public nint Tensor(float* data, long length, ReadOnlySpan<long> shape)
    {
        nint value;
        fixed (long* dimensions = shape)
            Check(((delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint>)_table[CreateTensorWithData])(_memoryInfo, data, (nuint)(length * sizeof(float)), dimensions, (nuint)shape.Length, 1, &value));
        return value;
    }

    /// <summary>Runs a session with one input and one output, both made beforehand.</summary>
    public void Run(nint session, byte* inputName, nint input, byte* outputName, nint output)
    {
        var status = ((delegate* unmanaged<nint, nint, byte**, nint*, nuint, byte**, nuint, nint*, nint>)_table[RunPlace])(session, 0, &inputName, &input, 1, &outputName, 1, &output);
        if (status != 0) Check(status);
    }

    public void ReleaseSessionOf(nint session) => ((delegate* unmanaged<nint, void>)_table[ReleaseSession])(session);

    public void ReleaseValueOf(nint value) => ((delegate* unmanaged<nint, void>)_table[ReleaseValue])(value);

    private void Check(nint status)
    {
        if (status == 0) return;
        var message = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<nint, byte*>)_table[GetErrorMessage])(status));
        ((delegate* unmanaged<nint, void>)_table[ReleaseStatus])(status);
        throw new InvalidOperationException("ONNX Runtime: " + message);
    }
}
