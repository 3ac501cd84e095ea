using NetSpec.Cli.Inputs;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Cli.Outputs;

/// <summary>Looks at what a verb is to write before it works: nothing replaces what it is made from, and no work is lost for want of a place.</summary>
internal static class OutputCheck
{
    /// <summary>Checks every file.</summary>
    /// <param name="option">What the user gives another value, for the sentence: --output.</param>
    /// <param name="outputs">What is to be written.</param>
    /// <param name="inputs">What is read; null: nothing.</param>
    /// <exception cref="InputException">One is an input, or cannot be written.</exception>
    public static void Require(string option, IEnumerable<string> outputs, params IEnumerable<string?> inputs)
    {
        var read = inputs.OfType<string>().Select(WithoutArray).ToList();
        foreach (var path in outputs)
        {
            AtomicFile.Check(path);
            if (read.Exists(input => IsSame(input, path)))
                throw new InputException($"'{path}' is one of the inputs, which would be lost; give another {option}.");
        }
    }

    /// <summary>Refuses to replace a spec that says something else: comments and changes of a person's would be lost.</summary>
    /// <param name="path">Where a spec is to be written.</param>
    /// <param name="spec">What it will say.</param>
    /// <param name="advice">What to do, for the sentence.</param>
    /// <returns>Whether one is there that says the same already.</returns>
    /// <exception cref="InputException">One is there that does not, or the place cannot be written.</exception>
    public static bool RequireOwnSpec(string path, NetworkSpec spec, string advice)
    {
        AtomicFile.Check(path);
        if (!File.Exists(path)) return false;
        if (SpecReader.Read(TextFile.Read(path), path).Spec is { } there && SpecWriter.Write(there) == SpecWriter.Write(spec)) return true;
        throw new InputException($"'{path}' is there already and says something else, which would be lost; move it away, or {advice}.");
    }

    /// <summary>Whether two paths lead to one file, through links too, on whatever disk: some tell names apart by case, others do not.</summary>
    /// <exception cref="InputException">Links lead in a circle, or cannot be read.</exception>
    public static bool IsSame(string path, string other) => RealPath.Of(path).Equals(RealPath.Of(other), StringComparison.OrdinalIgnoreCase);

    // data.npz#x_train is an array of data.npz.
    private static string WithoutArray(string path) =>
        path.LastIndexOf('#') is var mark and > 0 && !File.Exists(path) ? path[..mark] : path;
}
