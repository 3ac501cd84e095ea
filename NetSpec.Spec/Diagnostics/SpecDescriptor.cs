namespace NetSpec.Spec;

/// <summary>One kind of error.</summary>
/// <param name="Id">For example <c>NS1010</c>.</param>
/// <param name="Title">What is wrong, in a few words.</param>
/// <param name="Description">What the rule is.</param>
public sealed record SpecDescriptor(string Id, string Title, string Description)
{
    /// <summary>The page that shows an example and the fix, in the repository.</summary>
    public string Page => "docs/diagnostics/" + Id + ".md";
}
