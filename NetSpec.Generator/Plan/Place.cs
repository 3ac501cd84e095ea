using System;

namespace NetSpec.Generator;

/// <summary>A place in the workspace: a fixed distance, and one for each sample that the workspace is laid out for.</summary>
/// <param name="Fixed">Values whatever the samples; a multiple of 16.</param>
/// <param name="PerSample">Values a sample of the workspace's capacity; 0 where the capacity is a constant and has gone into <paramref name="Fixed"/>.</param>
internal readonly record struct Place(long Fixed, long PerSample)
{
    /// <summary>The place in a workspace of a known capacity.</summary>
    public long At(long capacity) => Fixed + (PerSample * capacity);

    /// <summary>The pointer in generated code, where <c>capacity</c> is a variable if the workspace grows with the batch.</summary>
    public string From(string workspace) => PerSample == 0
        ? FormattableString.Invariant($"{workspace} + {Fixed}")
        : FormattableString.Invariant($"{workspace} + {Fixed} + (capacity * {PerSample})");
}
