namespace NetSpec.Generator;

/// <summary>A place in a device's workspace, which grows with the samples that it has room for.</summary>
/// <param name="Fixed">Values before it that are there whatever the samples.</param>
/// <param name="PerSample">Values before it for each sample.</param>
internal readonly record struct GpuPlace(long Fixed, long PerSample);
