using System;
using System.Globalization;
using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>How an element-wise activation is printed for one vector.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Value">Statements that return f(x), given the target and the parameter.</param>
/// <param name="Derivative">Statements that return f', from y, or from x where <paramref name="DerivativeReadsInput"/> says so.</param>
internal sealed record ActivationCode(
    Activation Kind,
    Func<VectorTarget, double, string> Value,
    Func<VectorTarget, double, string> Derivative)
{
    /// <summary>A few instructions that keep zero at zero: cheap enough for a tile's epilogue, where padding lanes must stay zero.</summary>
    public bool FusesIntoEpilogue { get; init; }

    /// <summary>Whether its statements call Exp or LogOnePlus.</summary>
    public bool IsExponential { get; init; }

    /// <summary>Whether the derivative needs x; most are had from y, which the next layer keeps in cache anyway.</summary>
    public Func<double, bool> DerivativeReadsInput { get; init; } = static _ => false;

    /// <summary>Whether a greater x never gives a smaller y, so that a pool may take the greatest x.</summary>
    public Func<double, bool> KeepsOrder { get; init; } = static _ => false;

    /// <summary>Whether it gives zero for a whole range of x: usually half of a layer's outputs.</summary>
    public bool GivesZeros { get; init; }

    /// <summary>The parameter where the spec gives none.</summary>
    public double DefaultParameter { get; init; }

    /// <summary>Statements of helper methods that the two call; null: none.</summary>
    public Func<VectorTarget, string>? Helpers { get; init; }
}

/// <summary>An activation as a layer uses it, with the names of its generated methods.</summary>
internal sealed record ActivationUse(ActivationCode Code, double Parameter)
{
    /// <summary>Name of the method for f.</summary>
    public string Name => Code.Kind + (Parameter == Code.DefaultParameter ? "" : Suffix(Parameter));

    /// <summary>Name of the method for f'.</summary>
    public string DerivativeName => Name + "Derivative";

    public bool FusesIntoEpilogue => Code.FusesIntoEpilogue;

    public bool DerivativeReadsInput => Code.DerivativeReadsInput(Parameter);

    public bool KeepsOrder => Code.KeepsOrder(Parameter);

    private static string Suffix(double parameter) =>
        parameter.ToString("R", CultureInfo.InvariantCulture).Replace('.', '_').Replace("-", "Minus").Replace("+", "");
}
