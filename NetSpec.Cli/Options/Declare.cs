using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using NetSpec.Spec.Resolving;

namespace NetSpec.Cli.Options;

/// <summary>Makes options whose numbers are read the same in every culture (the parser's own readers follow the user's).</summary>
internal static class Declare
{
    public static Argument<string> Spec(string name = "SPEC") => new(name) { Description = "A network, NAME.net.yaml." };

    public static Argument<string[]> Specs()
    {
        var argument = new Argument<string[]>("SPEC") { Description = "Networks, NAME.net.yaml.", Arity = ArgumentArity.OneOrMore };
        // A list of arguments takes in mistyped options as well.
        argument.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(t => t.Value.StartsWith('-')))
                result.AddError($"Unrecognized option '{token.Value}'.");
        });
        return argument;
    }

    public static Option<string> File(string name, string description, bool required = true) =>
        new(name) { Description = description, Required = required, HelpName = "FILE" };

    public static Option<string?> Text(string name, string help, string description) => new(name) { Description = description, HelpName = help };

    public static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    public static Option<string> Folder(string name, string description) => new(name) { Description = description, Required = true, HelpName = "DIR" };

    /// <summary>One of some words.</summary>
    /// <param name="name">Of the option.</param>
    /// <param name="description">The words are added to it.</param>
    /// <param name="byDefault">The word where none is given; null: none.</param>
    /// <param name="words">What it may be.</param>
    public static Option<string> Choice(string name, string description, string? byDefault, params string[] words)
    {
        var all = string.Join(", ", words);
        var option = new Option<string>(name)
        {
            Description = $"{description} One of {all}.",
            HelpName = string.Join("|", words),
            CustomParser = result => words.Contains(result.Tokens[0].Value) ? result.Tokens[0].Value : Fail<string>(result, name, $"one of {all}"),
        };
        if (byDefault is not null) option.DefaultValueFactory = _ => byDefault;
        return option;
    }

    public static Option<double?> Number(string name, string description, string expected, Func<double, bool> isGood) => new(name)
    {
        Description = description,
        HelpName = "NUMBER",
        CustomParser = result => TryNumber(result.Tokens[0].Value, out var value) && isGood(value) ? value : Fail<double?>(result, name, expected),
    };

    /// <summary>A name that becomes a class.</summary>
    public static Option<string?> ClassName(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "NAME",
        CustomParser = result => NameRules.CanNameClass(result.Tokens[0].Value) ? result.Tokens[0].Value : Fail<string?>(result, name, NameRules.ClassNameForm),
    };

    public static Option<int?> Whole(string name, string description, int least = 1) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => TryWhole(result.Tokens[0].Value, out var value) && value >= least
            ? value
            : Fail<int?>(result, name, $"a whole number of {least} or more"),
    };

    public static Option<ulong> Seed(string description, ulong byDefault = 1) => new("--seed")
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => byDefault,
        CustomParser = result => ulong.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : Fail<ulong>(result, "--seed", "a whole number of 0 or more"),
    };

    /// <summary>A list of sizes; one that was not given is empty.</summary>
    public static Option<int[]> WholeList(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "N,N,...",
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result => List(result, name, "whole numbers of 1 or more joined by commas", (string text, out int value) => TryWhole(text, out value) && value >= 1),
    };

    /// <summary>A list of numbers that are not negative; one that was not given is empty.</summary>
    public static Option<double[]> NumberList(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "X,X,...",
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result => List(result, name, "numbers of 0 or more joined by commas", (string text, out double value) => TryNumber(text, out value) && value >= 0),
    };

    public static bool TryNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    public static bool TryWhole(string text, out int value) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    private delegate bool Reader<T>(string text, out T value);

    private static T[] List<T>(ArgumentResult result, string name, string expected, Reader<T> read)
    {
        var values = new List<T>();
        foreach (var part in result.Tokens[0].Value.Split(','))
        {
            if (!read(part.Trim(), out var value)) return Fail<T[]>(result, name, expected);
            values.Add(value);
        }
        return [.. values];
    }

    private static T Fail<T>(ArgumentResult result, string name, string expected)
    {
        result.AddError($"{name} takes {expected}, not '{result.Tokens[0].Value}'.");
        return default!;
    }
}
