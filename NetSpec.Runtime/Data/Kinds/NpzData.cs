namespace NetSpec.Runtime;

/// <summary>The same in one npz file, whose arrays the keys name.</summary>
internal sealed class NpzData : NpyData
{
    public override string Name => "npz";

    public override IReadOnlyList<string> Keys => ["path", .. base.Keys];

    protected override string ArrayPath(DataArguments arguments, string key) =>
        $"{arguments.Path("path")}#{arguments.Text(key) ?? throw new InputException($"Data of kind '{Name}' needs the key '{key}', the name of an array.") { Key = key }}";
}
