namespace NetSpec.Runtime;

/// <summary>What an output answers under losses of two classes, binary_cross_entropy and hinge: the positive class above 0.</summary>
public static class BinaryAnswer
{
    /// <summary>Whether an output answers the positive class; NaN does not.</summary>
    public static bool IsPositive(double output) => output > 0;

    /// <summary>Whether an output answers its sample's class; NaN is never right.</summary>
    public static bool IsRight(double output, bool isPositive) => !double.IsNaN(output) && IsPositive(output) == isPositive;
}
