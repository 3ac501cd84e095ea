using System;

namespace NetSpec;

/// <summary>One layer of a network.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class LayerAttribute : Attribute
{
    /// <summary>Name of the layer; without it, the kind and a number.</summary>
    public string? Name { get; set; }

    /// <summary>Parameter of an activation that takes one (leaky_relu, elu); NaN: the activation's default.</summary>
    public double ActivationParameter { get; set; } = double.NaN;
}

/// <summary>A layer that can apply an activation last.</summary>
public abstract class ActivatedLayerAttribute : LayerAttribute
{
    /// <summary>What the layer applies last.</summary>
    public Activation Activation { get; set; }
}
