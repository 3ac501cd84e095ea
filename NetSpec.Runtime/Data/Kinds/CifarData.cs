namespace NetSpec.Runtime;

/// <summary>CIFAR's image files, whose name is taken so that a recipe gets a clear answer.</summary>
internal sealed class CifarData : DataKind
{
    public override string Name => "cifar";

    public override IReadOnlyList<string> Keys { get; } = ["folder"];

    public override LoadedData Load(DataArguments arguments) =>
        throw new InputException("Data of kind 'cifar' cannot be read yet: it comes with the convolution layers.");
}
