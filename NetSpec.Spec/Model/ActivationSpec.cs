namespace NetSpec.Spec;

/// <summary>An activation with its parameter, where it takes one (null: the kind's default).</summary>
public sealed record ActivationSpec(Activation Kind, double? Parameter = null);
