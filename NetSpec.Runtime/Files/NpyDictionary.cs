using System.Globalization;

namespace NetSpec.Runtime;

/// <summary>The three entries of an npy header, read from the small part of Python's notation that numpy writes.</summary>
internal sealed record NpyDictionary(string Type, bool FortranOrder, long[] Shape)
{
    public static NpyDictionary Parse(string path, string text)
    {
        try
        {
            return new Cursor(text).Dictionary();
        }
        catch (FormatException error)
        {
            throw new InputException($"'{path}' is no npy file: its header {error.Message}.", error);
        }
    }

    private sealed class Cursor(string text)
    {
        private int _at;

        public NpyDictionary Dictionary()
        {
            string? type = null;
            bool? fortranOrder = null;
            long[]? shape = null;
            Expect('{');
            while (!Take('}'))
            {
                var key = Quoted();
                Expect(':');
                var isNew = key switch
                {
                    "descr" => type is null && (type = Type()) is not null,
                    "fortran_order" => fortranOrder is null && (fortranOrder = Truth()) is not null,
                    "shape" => shape is null && (shape = Tuple()) is not null,
                    _ => false,
                };
                if (!isNew)
                    throw new FormatException($"has the unknown or repeated entry '{key}'");
                if (!Take(','))
                {
                    Expect('}');
                    break;
                }
            }
            if (Peek() != '\0' || _at < text.Length)
                throw new FormatException("goes on after its end");
            if (type is null || fortranOrder is null || shape is null)
                throw new FormatException("lacks 'descr', 'fortran_order' or 'shape'");
            return new(type, fortranOrder.Value, shape);
        }

        private string Type() => Peek() is '[' or '(' or '{'
            ? throw new FormatException("describes records, where plain numbers were expected")
            : Quoted();

        private bool Truth()
        {
            if (TakeWord("True"))
                return true;
            return TakeWord("False") ? false : throw new FormatException("has a 'fortran_order' that is neither True nor False");
        }

        private long[] Tuple()
        {
            var dimensions = new List<long>();
            Expect('(');
            while (!Take(')'))
            {
                dimensions.Add(Number());
                if (!Take(','))
                {
                    Expect(')');
                    break;
                }
            }
            return [.. dimensions];
        }

        private long Number()
        {
            Peek();
            var start = _at;
            while (_at < text.Length && (char.IsAsciiDigit(text[_at]) || text[_at] == '-'))
                _at++;
            return long.TryParse(text.AsSpan(start, _at - start), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new FormatException("has a 'shape' of something else than whole numbers");
        }

        private string Quoted()
        {
            var quote = Peek();
            var end = quote is '\'' or '"' ? text.IndexOf(quote, _at + 1) : -1;
            if (end < 0)
                throw new FormatException("is no dictionary as numpy writes it");
            var result = text[(_at + 1)..end];
            _at = end + 1;
            return result;
        }

        private bool TakeWord(string word)
        {
            Peek();
            if (string.CompareOrdinal(text, _at, word, 0, word.Length) != 0)
                return false;
            _at += word.Length;
            return true;
        }

        private void Expect(char expected)
        {
            if (!Take(expected))
                throw new FormatException($"lacks a '{expected}'");
        }

        private bool Take(char expected)
        {
            if (Peek() != expected || _at >= text.Length)
                return false;
            _at++;
            return true;
        }

        private char Peek()
        {
            while (_at < text.Length && text[_at] is ' ' or '\n' or '\r' or '\t')
                _at++;
            return _at < text.Length ? text[_at] : '\0';
        }
    }
}
