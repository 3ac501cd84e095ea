using System.Collections.Immutable;

namespace NetSpec.Benchmarks.Peers;

/// <summary>A parameter or constant.</summary>
/// <param name="Name">As the network names it.</param>
/// <param name="Shape">PyTorch's.</param>
/// <param name="Values">In PyTorch's order.</param>
/// <param name="IsTrained">Whether training changes it.</param>
internal sealed record PeerTensor(string Name, ImmutableArray<int> Shape, float[] Values, bool IsTrained);
