namespace NetSpec.Benchmarks.Peers;

/// <summary>A framework or library that NetSpec is measured against.</summary>
internal interface IPeer : IDisposable
{
    /// <summary>As options and tables name it.</summary>
    string Name { get; }

    /// <summary>Its version, as it says itself.</summary>
    string Version { get; }

    /// <summary>Makes work ready; null where it cannot do that work.</summary>
    TimedWork? Prepare(Assignment assignment);
}

/// <summary>A peer that may be installed or not.</summary>
/// <param name="Name">As options name it.</param>
/// <param name="Install">What installs it, for people.</param>
/// <param name="Open">Opens it; throws <see cref="PeerMissingException"/> where it is not there.</param>
internal sealed record PeerEntry(string Name, string Install, Func<PeersOptions, IPeer> Open);

/// <summary>A peer is not installed, or does not run here.</summary>
internal sealed class PeerMissingException(string message) : Exception(message);
