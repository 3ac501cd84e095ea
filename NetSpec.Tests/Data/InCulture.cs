using System.Globalization;

namespace NetSpec.Tests.Data;

/// <summary>Another culture until disposed; German writes 1,5 for 1.5.</summary>
public sealed class InCulture : IDisposable
{
    private readonly CultureInfo _before = CultureInfo.CurrentCulture;

    public InCulture(string name) => CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(name);

    public void Dispose() => CultureInfo.CurrentCulture = _before;
}
