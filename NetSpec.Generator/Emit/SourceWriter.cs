using System;
using System.Text;

namespace NetSpec.Generator;

/// <summary>Writes indented C#, with line feeds whatever the platform. Numbers are text already, in the invariant culture where they have signs or points.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _indent;

    /// <summary>Writes a line, or an empty one.</summary>
    public SourceWriter Line(string line = "")
    {
        if (line.Length > 0) _text.Append(' ', _indent * 4).Append(line);
        _text.Append('\n');
        return this;
    }

    /// <summary>Writes lines of a text, each indented.</summary>
    public SourceWriter Lines(string lines)
    {
        foreach (var line in lines.Split('\n')) Line(line);
        return this;
    }

    /// <summary>Writes text as it is: what is not indented costs no memory for it.</summary>
    public SourceWriter Verbatim(string text)
    {
        _text.Append(text);
        return this;
    }

    /// <summary>Writes an opening brace; disposing closes it.</summary>
    public IDisposable Block(string? opening = null, string closing = "}")
    {
        if (opening is not null) Line(opening);
        Line("{");
        _indent++;
        return new Closing(this, closing);
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private sealed class Closing(SourceWriter writer, string text) : IDisposable
    {
        public void Dispose()
        {
            writer._indent--;
            writer.Line(text);
        }
    }
}
