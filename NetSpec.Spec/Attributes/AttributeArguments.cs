using System.Collections.Immutable;

namespace NetSpec.Spec.Attributes;

/// <summary>One attribute as it stands in source: what the compiler knows of it, without the compiler's types.</summary>
/// <param name="AttributeName">Name of its class, for example <c>DenseAttribute</c>.</param>
/// <param name="Span">Where it stands.</param>
/// <param name="Positional">Constructor arguments; an array (also of <c>params</c>) is one value.</param>
/// <param name="Named">Properties that are set, in source order.</param>
public sealed record AttributeArguments(
    string AttributeName,
    SourceSpan Span,
    ImmutableArray<AttributeValue> Positional,
    ImmutableArray<AttributeProperty> Named);

/// <summary>A constant: bool, int, long, float, double, string, <see cref="AttributeEnum"/>, null, or an array of these.</summary>
public sealed record AttributeValue(object? Value, SourceSpan Span);

/// <summary>A property that is set.</summary>
/// <param name="Name">For example <c>Activation</c>.</param>
/// <param name="NameSpan">Where the name stands.</param>
/// <param name="Value">What it is set to.</param>
public sealed record AttributeProperty(string Name, SourceSpan NameSpan, AttributeValue Value);

/// <summary>A constant of an enum type.</summary>
/// <param name="Member">Name of the member, for example <c>LeakyRelu</c>; the number as text where no member has it.</param>
/// <param name="Value">Its number, for flags.</param>
public sealed record AttributeEnum(string Member, long Value);

/// <summary>A class that states a network by attributes.</summary>
/// <param name="Name">Name of the class.</param>
/// <param name="Namespace">Its namespace; null for the global one.</param>
/// <param name="Span">Where its name stands.</param>
/// <param name="Path">Its file.</param>
/// <param name="Network">The attribute <c>[Network]</c>.</param>
/// <param name="Layers">The layer attributes, in source order.</param>
public sealed record AttributeNetwork(
    string Name,
    string? Namespace,
    SourceSpan Span,
    string Path,
    AttributeArguments Network,
    ImmutableArray<AttributeArguments> Layers);
