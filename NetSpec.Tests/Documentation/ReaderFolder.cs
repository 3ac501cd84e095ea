using System.IO.Compression;
using System.Text.RegularExpressions;
using NetSpec.Cli;
using NetSpec.Tests.Files;

namespace NetSpec.Tests.Documentation;

/// <summary>
/// A folder as a reader has it: the repository's specs, samples and data, and the files that pages call by name. Commands run in it as in a shell, so
/// the process's current folder is its own while it lives: only tests of <see cref="ReaderFolderCollection"/> make one.
/// </summary>
internal sealed partial class ReaderFolder : IDisposable
{
    private static readonly string[] _copied = [".yaml", ".json", ".safetensors", ".gz"];

    private static readonly Dictionary<string, Func<ShellCommand, ReaderFolder, string>> _programs = new()
    {
        ["mkdir"] = (command, _) => { Directory.CreateDirectory(command.Words[^1]); return ""; },
        ["cd"] = (command, _) => { Environment.CurrentDirectory = command.Words[1]; return ""; },
        ["cat"] = (command, _) => File.ReadAllText(command.Words[1]),
        ["head"] = (command, _) => string.Concat(File.ReadLines(command.Words[^1]).Take(-int.Parse(command.Words[1], System.Globalization.CultureInfo.InvariantCulture)).Select(line => line + "\n")),
        ["gunzip"] = (command, _) => Inflate(command.Words[^1]),
    };

    private readonly TemporaryFolder _folder = new();
    private readonly string _before = Environment.CurrentDirectory;

    public ReaderFolder()
    {
        foreach (var inner in new[] { "specs", "NetSpec.Samples", "NetSpec.Runtime/Data/Digits" }) Copy(inner);
        Environment.CurrentDirectory = _folder.Path;
        File.Copy("specs/digits.net.yaml", "digits.net.yaml");
        File.Copy("NetSpec.Samples/Networks/Digits.safetensors", "digits.safetensors");
        Run("netspec", "init", "specs/digits_residual.net.yaml", "--output", "digits_residual.safetensors");
    }

    /// <summary>Whether the folder knows the program.</summary>
    public static bool CanRun(ShellCommand command) => command.Arguments is not null || _programs.ContainsKey(command.Words[0]);

    /// <summary>Runs a command, which must succeed, and gives what it wrote.</summary>
    public string Run(ShellCommand command)
    {
        if (!CanRun(command)) throw new NotSupportedException($"No program '{command.Words[0]}' is known, and {nameof(NotRun)} has no row for it.");
        var written = command.Arguments is { } arguments ? Run("netspec", arguments) : _programs[command.Words[0]](command, this);
        if (command.Output is null) return written;
        File.WriteAllText(command.Output, written);
        return "";
    }

    /// <summary>Writes a block whose first line is the name of a spec or a recipe into that file, as the page asks its reader to.</summary>
    public static void Keep(CodeBlock block)
    {
        if (block.Language == "yaml" && FileName().Match(block.Text) is { Success: true } name) File.WriteAllText(name.Groups[1].Value, block.Text);
    }

    public void Dispose()
    {
        Environment.CurrentDirectory = _before;
        _folder.Dispose();
    }

    private static string Run(string program, params string[] arguments)
    {
        // One writer for both, as on a terminal.
        var output = new StringWriter { NewLine = "\n" };
        var code = CommandLine.Run(arguments, output, output);
        Assert.True(code == 0, $"'{program} {string.Join(' ', arguments)}' ended with {code}:\n{output}");
        return output.ToString();
    }

    private static string Inflate(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        return reader.ReadToEnd();
    }

    [GeneratedRegex("^# ([\\w./]+\\.(net|run)\\.yaml)\n")]
    private static partial Regex FileName();

    private void Copy(string inner)
    {
        foreach (var file in Directory.GetFiles(Repository.At(inner), "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(Repository.Root, file).Replace('\\', '/');
            if (!_copied.Contains(Path.GetExtension(path)) || path.Split('/').Any(part => part is "bin" or "obj") || new FileInfo(file).Length > 1 << 20) continue;
            Directory.CreateDirectory(Path.GetDirectoryName(_folder.At(path))!);
            File.Copy(file, _folder.At(path));
        }
    }
}

/// <summary>Tests that change the process's current folder, which no other test may meet.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ReaderFolderCollection
{
    public const string Name = "A reader's folder";
}
