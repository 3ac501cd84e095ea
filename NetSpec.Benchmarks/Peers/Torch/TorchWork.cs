using System.Runtime.InteropServices;
using System.Text.Json;

namespace NetSpec.Benchmarks.Peers;

/// <summary>Work that the Python process holds ready; it measures its own time, so that the pipe is not in it.</summary>
internal sealed class TorchWork : TimedWork
{
    private static readonly JsonSerializerOptions CamelCase = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private readonly TorchPeer _peer;
    private readonly int _id;

    public TorchWork(TorchPeer peer, Assignment given)
    {
        _peer = peer;
        var folder = Directory.CreateTempSubdirectory("peers");
        try
        {
            string File(string name) => Path.Combine(folder.FullName, name);
            System.IO.File.WriteAllText(File("model"), Model(given.Graph));
            Write(File("weights"), [.. given.Graph.Tensors.SelectMany(t => t.Values)]);
            Write(File("input"), given.Input.Span);
            Write(File("target"), given.Target);
            _id = peer.Ask(new
            {
                @do = "open",
                model = File("model"),
                weights = File("weights"),
                input = File("input"),
                target = File("target"),
                result = File("result"),
                batch = given.Work.Batch,
                kind = given.Work.Kind.ToString(),
                threads = given.Threads,
            }).GetProperty("id").GetInt32();
            Result = MemoryMarshal.Cast<byte, float>(System.IO.File.ReadAllBytes(File("result"))).ToArray();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public override float[] Result { get; }

    public override double Seconds(int calls, Clock clock) => _peer.Ask(new { @do = "run", id = _id, calls, wall = clock.IsWall }).GetProperty("seconds").GetDouble();

    public override void Dispose() => _peer.Ask(new { @do = "close", id = _id });

    private static string Model(PeerGraph graph) => JsonSerializer.Serialize(
        new
        {
            input = PeerGraph.Input,
            graph.InputShape,
            graph.OutputShape,
            loss = graph.Loss.ToString(),
            graph.Nodes,
            tensors = graph.Tensors.Select(t => new { t.Name, t.Shape, t.IsTrained }),
        },
        CamelCase);

    private static void Write(string path, ReadOnlySpan<float> values) => System.IO.File.WriteAllBytes(path, MemoryMarshal.AsBytes(values));
}
