// What documentation says to write before a network is made on a device, as a test double.
namespace ILGPU
{
    /// <summary>How kernels are compiled.</summary>
    public enum OptimizationLevel
    {
        /// <summary>With what the kernels need.</summary>
        O2,
    }

    /// <summary>Devices and a compiler.</summary>
    public sealed class Context : IDisposable
    {
        /// <summary>Makes one.</summary>
        public static Context Create(Action<Builder> build)
        {
            build(new Builder());
            return new Context();
        }

        /// <inheritdoc/>
        public void Dispose()
        {
        }

        /// <summary>What is wanted of a context.</summary>
        public sealed class Builder
        {
            /// <summary>How kernels are compiled.</summary>
            public Builder Optimize(OptimizationLevel level) => this;
        }
    }
}

namespace ILGPU.Algorithms
{
    /// <summary>Mathematics on devices.</summary>
    public static class AlgorithmContext
    {
        /// <summary>Lets kernels call it.</summary>
        public static Context.Builder EnableAlgorithms(this Context.Builder builder) => builder;
    }
}

namespace ILGPU.Runtime.Cuda
{
    /// <summary>A device of NVIDIA's.</summary>
    public sealed class CudaAccelerator : Accelerator;

    /// <summary>One that is there.</summary>
    public sealed class CudaDevice
    {
        /// <summary>Opens it.</summary>
        public CudaAccelerator CreateCudaAccelerator(Context context) => new();
    }

    /// <summary>Devices of a context.</summary>
    public static class CudaContextExtensions
    {
        /// <summary>Looks for them.</summary>
        public static Context.Builder Cuda(this Context.Builder builder) => builder;

        /// <summary>One of them.</summary>
        public static CudaDevice GetCudaDevice(this Context context, int index) => new();
    }
}
