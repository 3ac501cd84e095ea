using NetSpec.Spec;

namespace NetSpec.Tests.Language;

public sealed class KindTableTests
{
    [Fact]
    public void KindsAreThoseOfTheLanguage() =>
        Assert.Equal(
            ["dense", "conv1d", "conv2d", "maxpool", "avgpool", "global_avgpool", "flatten", "normalize", "batchnorm", "layernorm", "dropout", "activation", "residual", "concat", "rnn", "gru", "lstm"],
            LayerKinds.All.Select(kind => kind.Keyword));

    [Fact]
    public void EveryKindOfTheAssemblyIsInTheTable() =>
        Assert.Equal(
            typeof(LayerKind).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(LayerKind)) && !type.IsAbstract).Select(type => type.Name).Order(StringComparer.Ordinal),
            LayerKinds.All.Select(kind => kind.GetType().Name).Order(StringComparer.Ordinal));

    [Fact]
    public void OnlyFlattenHasNoUnitsOfItsOwn() =>
        Assert.Equal(["flatten"], LayerKinds.All.Where(kind => !kind.HasUnits).Select(kind => kind.Keyword));

    [Fact]
    public void KeywordsFindTheirKind()
    {
        Assert.All(LayerKinds.All, kind => Assert.Same(kind, LayerKinds.Find(kind.Keyword)));
        Assert.Null(LayerKinds.Find("Dense"));
    }

    [Fact]
    public void EveryLayerRecordIsImmutable() =>
        Assert.All(
            typeof(Layer).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Layer))).SelectMany(type => type.GetProperties()).Where(property => property.CanWrite),
            property => Assert.Contains(
                "System.Runtime.CompilerServices.IsExternalInit",
                property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers().Select(modifier => modifier.FullName)));
}
