using System.Runtime.InteropServices;

namespace NetSpec.Benchmarks.Peers;

/// <summary>The functions of FANN (single precision) that are called.</summary>
internal sealed unsafe class FannLibrary(nint library)
{
    /// <summary>Numbers of FANN's enumerations: linear, and linear from 0 to 1 with ends, which is relu for what stays under 1.</summary>
    public const int Linear = 0, Rectifier = 12, BatchTraining = 1, PlainError = 0;

    public readonly delegate* unmanaged<uint, uint*, nint> CreateStandardArray = (delegate* unmanaged<uint, uint*, nint>)Export(library, "fann_create_standard_array");
    public readonly delegate* unmanaged<nint, void> Destroy = (delegate* unmanaged<nint, void>)Export(library, "fann_destroy");
    public readonly delegate* unmanaged<nint, int, void> SetHidden = (delegate* unmanaged<nint, int, void>)Export(library, "fann_set_activation_function_hidden");
    public readonly delegate* unmanaged<nint, int, void> SetOutput = (delegate* unmanaged<nint, int, void>)Export(library, "fann_set_activation_function_output");
    public readonly delegate* unmanaged<nint, float, void> SetHiddenSteepness = (delegate* unmanaged<nint, float, void>)Export(library, "fann_set_activation_steepness_hidden");
    public readonly delegate* unmanaged<nint, float, void> SetOutputSteepness = (delegate* unmanaged<nint, float, void>)Export(library, "fann_set_activation_steepness_output");
    public readonly delegate* unmanaged<nint, uint, uint, float, void> SetWeight = (delegate* unmanaged<nint, uint, uint, float, void>)Export(library, "fann_set_weight");
    public readonly delegate* unmanaged<nint, float*, float*> Run = (delegate* unmanaged<nint, float*, float*>)Export(library, "fann_run");
    public readonly delegate* unmanaged<nint, int, void> SetTraining = (delegate* unmanaged<nint, int, void>)Export(library, "fann_set_training_algorithm");
    public readonly delegate* unmanaged<nint, int, void> SetError = (delegate* unmanaged<nint, int, void>)Export(library, "fann_set_train_error_function");
    public readonly delegate* unmanaged<nint, float, void> SetLearningRate = (delegate* unmanaged<nint, float, void>)Export(library, "fann_set_learning_rate");
    public readonly delegate* unmanaged<nint, nint, float> TrainEpoch = (delegate* unmanaged<nint, nint, float>)Export(library, "fann_train_epoch");
    public readonly delegate* unmanaged<nint, void> DestroyData = (delegate* unmanaged<nint, void>)Export(library, "fann_destroy_train");

    private readonly delegate* unmanaged<uint, uint, uint, nint, nint> _createData =
        (delegate* unmanaged<uint, uint, uint, nint, nint>)Export(library, "fann_create_train_from_callback");

    private delegate void Sample(uint index, uint inputs, uint outputs, float* input, float* output);

    /// <summary>Samples as FANN keeps them.</summary>
    public nint Data(int samples, int inputs, int outputs, float[] input, float[] target)
    {
        Sample fill = (index, _, _, x, y) =>
        {
            input.AsSpan((int)index * inputs, inputs).CopyTo(new(x, inputs));
            target.AsSpan((int)index * outputs, outputs).CopyTo(new(y, outputs));
        };
        var data = _createData((uint)samples, (uint)inputs, (uint)outputs, Marshal.GetFunctionPointerForDelegate(fill));
        GC.KeepAlive(fill);
        return data;
    }

    private static nint Export(nint library, string name) => NativeLibrary.GetExport(library, name);
}
