using NetSpec.Cli.Inputs;
using NetSpec.Compiler;
using NetSpec.Spec;

namespace NetSpec.Cli.Networks;

/// <summary>A spec that was read and found good.</summary>
/// <param name="Path">As it was given, for messages.</param>
/// <param name="Text">As it was written.</param>
/// <param name="Network">What it means.</param>
internal sealed record SpecFile(string Path, string Text, ResolvedNetwork Network)
{
    /// <summary>The network as the spec states it.</summary>
    public NetworkSpec Spec => Network.Spec;

    /// <summary>The generator takes files of this ending only; the command takes any name.</summary>
    public string PathToCompile => Path.EndsWith(".net.yaml", StringComparison.OrdinalIgnoreCase) ? Path : Path + ".net.yaml";

    /// <summary>Reads a spec.</summary>
    /// <exception cref="SpecException">It has errors: the message is the build's.</exception>
    public static SpecFile Read(string path)
    {
        var text = TextFile.Read(path);
        var result = SpecReader.Read(text, path);
        return new(path, text, result.Network ?? throw new SpecException(result.Diagnostics.Items));
    }
}
