namespace NetSpec.Runtime;

/// <summary>How tensors of a file find their parameters.</summary>
public enum WeightsMap
{
    /// <summary>By name, PyTorch's own spellings included; what a parallel or compiled module puts before every name (<c>module.</c>) is left out.</summary>
    ByName,
    /// <summary>
    /// Whatever they are called: a parameter takes the first tensor that is left of its shape. A tensor called like PyTorch's parameters
    /// (<c>…weight</c>, <c>…bias</c> and so on) goes only to a parameter of that ending, since files are often sorted by name;
    /// numbers in sorted names are then taken by their size.
    /// </summary>
    Order,
}
