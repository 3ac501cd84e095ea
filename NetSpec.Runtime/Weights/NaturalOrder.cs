namespace NetSpec.Runtime;

/// <summary>Orders names as text, but whole numbers in them by their size: <c>net.2</c> before <c>net.10</c>.</summary>
internal sealed class NaturalOrder : IComparer<string>
{
    public static NaturalOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var a = x.AsSpan();
        var b = y.AsSpan();
        while (!a.IsEmpty && !b.IsEmpty)
        {
            var (n, m) = (Digits(a), Digits(b));
            int order;
            if (n > 0 && m > 0)
            {
                var left = a[..n].TrimStart('0');
                var right = b[..m].TrimStart('0');
                order = left.Length != right.Length ? left.Length - right.Length : left.SequenceCompareTo(right);
            }
            else
            {
                (n, m) = (1, 1);
                order = a[0] - b[0];
            }
            if (order != 0) return order;
            a = a[n..];
            b = b[m..];
        }
        return a.Length - b.Length;
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }
}
