using System;

namespace NetSpec.Spec;

/// <summary>Checks a spec, whatever it was read or made from, and finds every layer's path, shapes, parameters and cost.</summary>
public static class SpecAnalysis
{
    /// <summary>Resolves a spec whose layers have their names (see <see cref="LayerNaming"/>).</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="report">Gets every error; the caller knows where a layer's keys stand.</param>
    /// <returns>The resolved network, or null where an error was reported.</returns>
    public static ResolvedNetwork? Resolve(NetworkSpec spec, Action<SpecIssue> report) =>
        new Resolving.Resolver(spec, report).Resolve();

    /// <summary>Resolves a spec that must be good; an error is an <see cref="ArgumentException"/> with its message.</summary>
    public static ResolvedNetwork Resolve(NetworkSpec spec) =>
        Resolve(spec, issue => throw new ArgumentException($"{issue.Id}: {issue.Message}", nameof(spec)))!;
}
