using NetSpec.Runtime;
using NetSpec.Spec;
using NetSpec.Spec.Text;

namespace NetSpec.Cli.Inputs;

/// <summary>Text files of people: specs and recipes.</summary>
internal static class TextFile
{
    /// <summary>Reads a file; one that is longer than any spec may be is refused unread.</summary>
    public static string Read(string path)
    {
        FileErrors.RequirePath(path);
        try
        {
            var length = new FileInfo(path).Length;
            if (length > TextGuard.LargestLength)
                throw new InputException(new SpecDiagnostic(SpecDiagnostics.TooLong.Id, $"The file has {length} bytes; at most {TextGuard.LargestLength} (4 MB) are read", path, TextGuard.Start).ToString());
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (FileErrors.IsAboutFiles(exception))
        {
            throw FileErrors.Reading(path, exception);
        }
    }
}
