using System.Runtime.InteropServices;

namespace NetSpec.Benchmarks.Peers;

/// <summary>The functions of OpenVINO's C interface (2023.3 and later) that are called; each gives a status, 0 for good.</summary>
internal sealed unsafe class OpenVinoApi
{
    private const int Float = 4;

    private readonly nint _library;
    private readonly nint _core;

    public OpenVinoApi(nint library)
    {
        _library = library;
        VersionParts version;
        Check(((delegate* unmanaged<VersionParts*, int>)Export("ov_get_openvino_version"))(&version));
        VersionText = Marshal.PtrToStringUTF8(version.Build)!;
        nint core;
        Check(((delegate* unmanaged<nint*, int>)Export("ov_core_create"))(&core));
        _core = core;
        Infer = (delegate* unmanaged<nint, int>)Export("ov_infer_request_infer");
    }

    public string VersionText { get; }

    /// <summary>Runs a request.</summary>
    public delegate* unmanaged<nint, int> Infer { get; }

    /// <summary>A request of an ONNX model on the CPU with so many threads.</summary>
    public nint Request(byte[] onnx, int threads)
    {
        nint model, compiled, request;
        fixed (byte* bytes = onnx)
            Check(((delegate* unmanaged<nint, byte*, nuint, nint, nint*, int>)Export("ov_core_read_model_from_memory_buffer"))(_core, bytes, (nuint)onnx.Length, 0, &model));
        fixed (byte* device = "CPU\0"u8, hint = "PERFORMANCE_HINT\0"u8, latency = "LATENCY\0"u8, key = "INFERENCE_NUM_THREADS\0"u8, precision = "INFERENCE_PRECISION_HINT\0"u8, single = "f32\0"u8)
        {
            var count = Marshal.StringToCoTaskMemUTF8(threads.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Check(((delegate* unmanaged<nint, nint, byte*, nuint, nint*, byte*, byte*, byte*, nint, byte*, byte*, int>)Export("ov_core_compile_model"))(
                _core, model, device, 6, &compiled, hint, latency, key, count, precision, single));
            Marshal.FreeCoTaskMem(count);
        }
        Check(((delegate* unmanaged<nint, nint*, int>)Export("ov_compiled_model_create_infer_request"))(compiled, &request));
        ((delegate* unmanaged<nint, void>)Export("ov_compiled_model_free"))(compiled);
        ((delegate* unmanaged<nint, void>)Export("ov_model_free"))(model);
        return request;
    }

    /// <summary>Has a request read or write the caller's memory.</summary>
    public void Bind(nint request, string function, float* data, ReadOnlySpan<long> shape)
    {
        nint tensor;
        fixed (long* dimensions = shape)
        {
            Dimensions parts = new(shape.Length, (nint)dimensions);
            Check(((delegate* unmanaged<int, Dimensions, void*, nint*, int>)Export("ov_tensor_create_from_host_ptr"))(Float, parts, data, &tensor));
        }
        Check(((delegate* unmanaged<nint, nint, int>)Export(function))(request, tensor));
        ((delegate* unmanaged<nint, void>)Export("ov_tensor_free"))(tensor);
    }

    public void Free(nint request) => ((delegate* unmanaged<nint, void>)Export("ov_infer_request_free"))(request);

    public void Check(int status)
    {
        if (status == 0) return;
        var message = ((delegate* unmanaged<int, nint>)Export("ov_get_error_info"))(status);
        throw new InvalidOperationException("OpenVINO: " + Marshal.PtrToStringUTF8(message));
    }

    private nint Export(string name) => NativeLibrary.TryGetExport(_library, name, out var function)
        ? function
        : throw new PeerMissingException($"the library has no function {name}");

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Dimensions(long Rank, nint Values);

    [StructLayout(LayoutKind.Sequential)]
    private struct VersionParts
    {
        public nint Build, Description;
    }
}
