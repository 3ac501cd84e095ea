namespace NetSpec.Runtime;

/// <summary>Where a reader of CSV stands.</summary>
internal enum CsvState
{
    FieldStart,
    Plain,
    Quoted,
    QuoteInQuoted,
    Wrong,
}

/// <summary>The one definition of quoting, shared by finding rows and splitting them.</summary>
internal static class CsvStates
{
    /// <summary>The state after a byte; line ends outside quotes are the caller's.</summary>
    public static CsvState Next(CsvState state, byte value, byte separator) => (state, value) switch
    {
        (CsvState.Quoted, (byte)'"') => CsvState.QuoteInQuoted,
        (CsvState.Quoted, _) => CsvState.Quoted,
        (_, _) when value == separator => CsvState.FieldStart,
        (CsvState.QuoteInQuoted, (byte)'"') => CsvState.Quoted,
        (CsvState.QuoteInQuoted, (byte)' ' or (byte)'\t' or (byte)'\r') => CsvState.QuoteInQuoted,
        (CsvState.QuoteInQuoted, _) => CsvState.Wrong,
        (CsvState.FieldStart, (byte)'"') => CsvState.Quoted,
        (CsvState.FieldStart, (byte)' ' or (byte)'\t') => CsvState.FieldStart,
        _ => CsvState.Plain,
    };
}
