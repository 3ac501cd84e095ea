using System.ComponentModel;
using System.Diagnostics;

namespace NetSpec.Tests.Documentation;

/// <summary>Blocks of Python are for the reader's own PyTorch, so they are only parsed, and only where Python is installed.</summary>
public class PythonBlockTests
{
    // Reads blocks parted by a form feed; the first that does not parse ends it with its error.
    private const string Parser = "import ast, sys\nfor block in sys.stdin.read().split('\\f'): ast.parse(block)\n";

    [Fact]
    public void EveryBlockParses()
    {
        var blocks = Repository.ReaderPages.SelectMany(page => page.Blocks).Where(block => block.Language == "python").ToList();
        if (Parse([.. blocks.Select(block => block.Text)]) is { } error) Assert.Empty(error);
    }

    [Fact]
    public void ABrokenBlockIsFound()
    {
        if (Parse(["x = 1\n", "def f(:\n"]) is { } error) Assert.Contains("SyntaxError", error, StringComparison.Ordinal);
    }

    // What Python says; null where there is none.
    private static string? Parse(string[] blocks)
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", ["-c", Parser]) { RedirectStandardInput = true, RedirectStandardError = true })!;
            python.StandardInput.Write(string.Join('\f', blocks));
            python.StandardInput.Close();
            var error = python.StandardError.ReadToEnd();
            python.WaitForExit();
            return error;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
