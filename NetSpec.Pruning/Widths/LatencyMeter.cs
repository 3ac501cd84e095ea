using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>What says how long one sample of a network takes.</summary>
/// <param name="Measure">Microseconds, measured of the code generated for a spec; cancelled, it throws <see cref="OperationCanceledException"/>.</param>
/// <param name="Estimate">
/// Microseconds by a model of the code, without compiling it; null: times are taken to grow as multiply-accumulates do.
/// </param>
public sealed record LatencyMeter(Func<NetworkSpec, CancellationToken, double> Measure, Func<NetworkSpec, double>? Estimate = null);
