using System;

namespace NetSpec;

/// <summary>The kinds of code that are generated for a network.</summary>
[Flags]
public enum Backends
{
    /// <summary>Managed vector code for the processor.</summary>
    Cpu = 1,
    /// <summary>ILGPU kernels.</summary>
    Ilgpu = 2,
}
