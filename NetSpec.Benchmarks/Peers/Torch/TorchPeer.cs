using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace NetSpec.Benchmarks.Peers;

/// <summary>PyTorch, eager, in a process of its own that waits on a pipe while others are measured.</summary>
internal sealed class TorchPeer : IPeer
{
    public const string PeerName = "pytorch";

    private readonly Process _process;

    private TorchPeer(Process process)
    {
        _process = process;
        Version = Answer().GetProperty("version").GetString()!;
    }

    public string Name => PeerName;

    public string Version { get; }

    public static IPeer Open(PeersOptions options)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "torch_peer.py");
        try
        {
            var start = new ProcessStartInfo(options.Python, [script]) { RedirectStandardInput = true, RedirectStandardOutput = true };
            // Debian's PyTorch multiplies by the system's BLAS, which may be OpenBLAS.
            if (OpenBlasPeer.CoreType is { } core) start.Environment[OpenBlasPeer.CoreTypeVariable] = core;
            return new TorchPeer(Process.Start(start)!);
        }
        catch (Win32Exception)
        {
            throw new PeerMissingException($"'{options.Python}' does not run");
        }
    }

    public TimedWork Prepare(Assignment assignment) => new TorchWork(this, assignment);

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    /// <summary>Sends a command and waits for its answer.</summary>
    public JsonElement Ask(object command)
    {
        _process.StandardInput.WriteLine(JsonSerializer.Serialize(command));
        _process.StandardInput.Flush();
        return Answer();
    }

    private JsonElement Answer()
    {
        // PyTorch reports what it finds wrong on standard error, which the user sees.
        var line = _process.StandardOutput.ReadLine() ?? throw new PeerMissingException("the Python process ended");
        return JsonSerializer.Deserialize<JsonElement>(line);
    }
}
