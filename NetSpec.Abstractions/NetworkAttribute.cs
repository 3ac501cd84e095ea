using System;

namespace NetSpec;

/// <summary>Makes a partial class a network, whose layers are the layer attributes of the same declaration, in order.</summary>
/// <param name="input">Shape of one sample: [features], [time, features] or [channels, height, width].</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class NetworkAttribute(params int[] input) : Attribute
{
    /// <summary>Shape of one sample.</summary>
    public int[] Input { get; } = input;

    /// <summary>What training minimises.</summary>
    public Loss Loss { get; set; }

    /// <summary>What code is generated.</summary>
    public Backends Backends { get; set; } = Backends.Cpu;
}

/// <summary>Makes a partial class the network of a spec file, under the class's own name.</summary>
/// <param name="path">The file, relative to the file that holds the class.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class NetworkSpecAttribute(string path) : Attribute
{
    /// <summary>The spec file.</summary>
    public string Path { get; } = path;
}
