namespace NetSpec.Benchmarks.Peers;

/// <summary>A network that is measured, and the work it is measured at.</summary>
/// <param name="Name">As options and tables name it.</param>
/// <param name="Description">Its layers, for people.</param>
/// <param name="Spec">YAML.</param>
/// <param name="Works">What is measured.</param>
internal sealed record PeerNetwork(string Name, string Description, string Spec, params Work[] Works)
{
    /// <summary>A chain of dense layers with relu between.</summary>
    public static PeerNetwork Chain(string name, int[] widths, params Work[] works)
    {
        var loss = widths[^1] == 1 ? "mse" : "cross_entropy";
        return new(name, string.Join('-', widths), Benchmarks.Networks.Spec("Net" + name, loss, widths), works);
    }

    /// <summary>An example of the repository.</summary>
    public static PeerNetwork Example(string name, string file, string description, params Work[] works) =>
        new(name, description, File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "specs", file + ".net.yaml")), works);
}
