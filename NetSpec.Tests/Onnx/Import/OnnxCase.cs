using NetSpec.Onnx;
using NetSpec.Onnx.Reading;
using NetSpec.Runtime;
using Proto = NetSpec.Onnx.Schema;

namespace NetSpec.Tests.Onnx.Import;

/// <summary>
/// One case of Debian's libonnx-testdata: a model with inputs and the outputs that ONNX itself gives. The first input stays one; the others become
/// initializers, since a network has one input.
/// </summary>
internal sealed class OnnxCase
{
    /// <summary>Where Debian puts the data; they are read and never kept.</summary>
    public const string Folder = "/usr/share/libonnx-testdata/data";

    private readonly string _path;

    public OnnxCase(string folder)
    {
        _path = folder;
        Name = Path.GetFileName(folder)["test_".Length..];
        Suite = Path.GetFileName(Path.GetDirectoryName(folder)!);
        Messages = ModelFile.Read(Path.Combine(folder, "model.onnx"));
    }

    public string Name { get; }

    public string Suite { get; }

    public Proto.Model Messages { get; }

    /// <summary>The operators of the model, constants left out.</summary>
    public IEnumerable<string> Operators => Messages.Graph.Node.Select(n => n.OpType).Where(t => t != "Constant").Distinct();

    /// <summary>Every case of a suite, by name.</summary>
    public static IEnumerable<OnnxCase> Of(string suite) => Directory.GetDirectories(Path.Combine(Folder, suite)).Order(StringComparer.Ordinal).Select(f => new OnnxCase(f));

    /// <summary>The model as a network.</summary>
    public ImportedNetwork Import()
    {
        var model = Messages.Clone();
        var listed = model.Graph.Input.Where(i => model.Graph.Initializer.All(t => t.Name != i.Name)).ToList();
        for (var i = 1; i < listed.Count; i++)
        {
            var tensor = Message(Data("input", i));
            tensor.Name = listed[i].Name;
            model.Graph.Initializer.Add(tensor);
        }
        // Of several outputs (means and masks beside the answer) the first is compared.
        while (model.Graph.Output.Count > 1) model.Graph.Output.RemoveAt(model.Graph.Output.Count - 1);
        return OnnxImporter.Import(ModelReader.Read(model, _path), _path, "Case");
    }

    /// <summary>All inputs, by name.</summary>
    public Dictionary<string, Tensor> Inputs() => Messages.Graph.Input.Select((v, i) => (v.Name, Values(Data("input", i)))).ToDictionary(p => p.Name, p => p.Item2);

    /// <summary>All outputs, by name.</summary>
    public Dictionary<string, Tensor> Outputs() => Messages.Graph.Output.Select((v, i) => (v.Name, Values(Data("output", i)))).ToDictionary(p => p.Name, p => p.Item2);

    /// <summary>A number that the one node of the case states.</summary>
    public double Number(string attribute, double byDefault) => Messages.Graph.Node[0].Attribute.FirstOrDefault(a => a.Name == attribute)?.F ?? byDefault;

    /// <summary>A word that the one node of the case states.</summary>
    public string? Word(string attribute) => Messages.Graph.Node[0].Attribute.FirstOrDefault(a => a.Name == attribute)?.S.ToStringUtf8();

    /// <summary>A whole number that the one node of the case states.</summary>
    public long? Whole(string attribute) => Messages.Graph.Node[0].Attribute.FirstOrDefault(a => a.Name == attribute)?.I;

    /// <summary>The input that stays one.</summary>
    public Tensor Input() => Values(Data("input", 0));

    /// <summary>What the model gives.</summary>
    public Tensor Output() => Values(Data("output", 0));

    private string Data(string kind, int number) => Path.Combine(_path, "test_data_set_0", $"{kind}_{number}.pb");

    private static Proto.Tensor Message(string path) => Proto.Tensor.Parser.ParseFrom(File.ReadAllBytes(path));

    private static Tensor Values(string path) => new TensorReader(new ExternalData(path)).Read(Message(path), path);
}
