using System;

namespace NetSpec.Generator;

/// <summary>A place in the workspace: a constant, since every slice has the same capacity.</summary>
/// <param name="Offset">First value; a multiple of 16.</param>
internal readonly record struct Place(long Offset)
{
    /// <summary>The pointer in generated code.</summary>
    public string From(string workspace) => FormattableString.Invariant($"{workspace} + {Offset}");
}
