using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NetSpec.Runtime;

namespace NetSpec.Cli.Running;

/// <summary>
/// Tells the specs that a run wrote from those that a person wrote or changed: summary.json keeps the SHA-256 of each. Where a stop came while
/// a run took the place of an earlier one, the summaries of both are in the folder that the run worked in.
/// </summary>
internal static class WrittenSpecs
{
    /// <summary>The key in summary.json: file names to hashes.</summary>
    public const string Key = "specs";

    /// <summary>The summary of the run that is being replaced, in the folder that the new one works in; <c>{}</c> where there was none.</summary>
    public const string Replaced = "replaced.json";

    /// <summary>The hash of a spec's text, in lower-case hexadecimal digits.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Refuses to replace work of a person's.</summary>
    /// <param name="folder">A run's.</param>
    /// <param name="names">Specs that another run would write there.</param>
    /// <param name="input">The file name and the text of the spec that the run is made from, which it does not change.</param>
    /// <exception cref="InputException">A spec is there that no run wrote so.</exception>
    public static void RequireUnchanged(string folder, IEnumerable<string> names, (string Name, string Text) input)
    {
        var hashes = Summaries(folder).SelectMany(Read).ToHashSet();
        foreach (var name in names)
        {
            var path = Path.Combine(folder, name);
            if (!File.Exists(path)) continue;
            var text = Text(path);
            if ((name, text) != input && !hashes.Contains((name, HashOf(text))))
                throw new InputException($"'{path}' is not as a run left it, and this run would replace it; move it away, or give another --out.");
        }
    }

    private static string Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (FileErrors.IsAboutFiles(exception))
        {
            throw new InputException($"Cannot read '{path}', which this run would replace: {FileErrors.Reason(path, exception)}.", exception);
        }
    }

    // A run that was stopped before it replaced anything left no spec in the folder itself.
    private static IEnumerable<string> Summaries(string folder)
    {
        yield return Path.Combine(folder, RunFiles.Summary);
        foreach (var replaced in RunFiles.UnfinishedIn(folder).Select(f => Path.Combine(f, Replaced)).Where(File.Exists))
        {
            yield return replaced;
            yield return Path.Combine(Path.GetDirectoryName(replaced)!, RunFiles.Summary);
        }
    }

    // A summary that cannot be read vouches for nothing.
    private static IEnumerable<(string Name, string? Hash)> Read(string path)
    {
        try
        {
            using var summary = JsonDocument.Parse(File.ReadAllText(path));
            return [.. summary.RootElement.GetProperty(Key).EnumerateObject().Select(p => (p.Name, p.Value.GetString()))];
        }
        catch (Exception exception) when (FileErrors.IsAboutFiles(exception) || exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return [];
        }
    }
}
