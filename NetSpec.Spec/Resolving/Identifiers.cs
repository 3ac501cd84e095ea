using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NetSpec.Spec.Resolving;

/// <summary>Identifiers and keywords of C#, as of version 13.</summary>
internal static class Identifiers
{
    private static readonly HashSet<string> _keywords = new(
        ("abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event explicit " +
         "extern false finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null object operator out " +
         "override params private protected public readonly ref return sbyte sealed short sizeof stackalloc static string struct switch this throw true " +
         "try typeof uint ulong unchecked unsafe ushort using virtual void volatile while").Split(' '),
        StringComparer.Ordinal);

    // Contextual keywords that the compiler refuses as the name of a type; and words whose meaning in generated code a type of that name changes.
    private static readonly HashSet<string> _refusedTypeNames = new(
        "extension file partial record required scoped dynamic nint nuint var".Split(' '),
        StringComparer.Ordinal);

    public static bool IsKeyword(string name) => _keywords.Contains(name);

    /// <summary>Whether a word cannot be the name of a class although it is an identifier.</summary>
    public static bool CannotNameClass(string name) => IsKeyword(name) || _refusedTypeNames.Contains(name);

    /// <summary>Longest name: metadata of .NET holds no more than 1023 bytes, and paths and hint names are made of several.</summary>
    public const int LongestName = 200;

    public static bool IsIdentifier(string name) =>
        name.Length is > 0 and <= LongestName && (name[0] == '_' || IsLetter(name[0])) && name.All(c => c == '_' || IsLetter(c) || IsLaterPart(c));

    private static bool IsLetter(char c) =>
        char.GetUnicodeCategory(c) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber;

    private static bool IsLaterPart(char c) =>
        char.GetUnicodeCategory(c) is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
