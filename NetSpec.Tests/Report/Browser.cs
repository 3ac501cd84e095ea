using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NetSpec.Tests.Files;

namespace NetSpec.Tests.Report;

/// <summary>A headless Chromium, spoken to by the DevTools protocol.</summary>
internal sealed class Browser : IDisposable
{
    /// <summary>The environment variable that names a browser.</summary>
    public const string Variable = "NETSPEC_CHROMIUM";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "chrome"];

    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--remote-debugging-port=0", "about:blank",
    ];

    private readonly TemporaryFolder _profile = new();
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(2));
    private readonly Process _process;
    private readonly ClientWebSocket _socket = new();
    private readonly List<JsonNode> _events = [];
    private int _id;

    private Browser()
    {
        _process = Process.Start(new ProcessStartInfo(Program!, [$"--user-data-dir={_profile.Path}", .. Arguments]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    /// <summary>The browser's file; null where there is none.</summary>
    public static string? Program { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
        ? named
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    /// <summary>What the page's console said, its exceptions, and every request but those of files and of the page's own data.</summary>
    public IReadOnlyList<string> Complaints => [.. _events.Select(Complaint).OfType<string>()];

    /// <summary>Starts one with an empty page.</summary>
    public static async Task<Browser> Start()
    {
        var browser = new Browser();
        try
        {
            await browser.Connect();
            foreach (var domain in new[] { "Page", "Runtime", "Log", "Network" }) await browser.Send($"{domain}.enable");
            return browser;
        }
        catch
        {
            browser.Dispose();
            throw;
        }
    }

    /// <summary>Opens a file at a width, on light or dark ground, and waits until its charts are drawn.</summary>
    public async Task Open(string path, int width, bool isDark = false)
    {
        await Send("Emulation.setDeviceMetricsOverride", new() { ["width"] = width, ["height"] = 900, ["deviceScaleFactor"] = 1, ["mobile"] = false });
        await Send("Emulation.setScrollbarsHidden", new() { ["hidden"] = true });
        await Send("Emulation.setEmulatedMedia", new() { ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = isDark ? "dark" : "light" }) });
        await Send("Page.navigate", new() { ["url"] = "about:blank" });
        await Send("Page.navigate", new() { ["url"] = new Uri(path).AbsoluteUri });
        while (!await Value<bool>("location.protocol === 'file:' && document.readyState === 'complete' && (document.documentElement.dataset.charts === 'drawn' || !document.getElementById('figures'))"))
            await Task.Delay(50, _limit.Token);
    }

    /// <summary>The value of an expression in the page.</summary>
    public async Task<T> Value<T>(string expression)
    {
        var answer = await Send("Runtime.evaluate", new() { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true });
        Assert.True(answer["exceptionDetails"] is null, answer.ToJsonString());
        return answer["result"]!["value"].Deserialize<T>()!;
    }

    public void Dispose()
    {
        _socket.Dispose();
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        _limit.Dispose();
        _profile.Dispose();
    }

    private async Task Connect()
    {
        var file = _profile.At("DevToolsActivePort");
        while (!File.Exists(file) || (await File.ReadAllLinesAsync(file, _limit.Token)).Length < 2) await Task.Delay(50, _limit.Token);
        var port = (await File.ReadAllLinesAsync(file, _limit.Token))[0];
        using var client = new HttpClient();
        JsonNode? page = null;
        while (page is null)
        {
            var targets = JsonNode.Parse(await client.GetStringAsync($"http://127.0.0.1:{port}/json/list", _limit.Token))!.AsArray();
            page = targets.FirstOrDefault(t => (string?)t!["type"] == "page");
            if (page is null) await Task.Delay(50, _limit.Token);
        }
        await _socket.ConnectAsync(new((string)page["webSocketDebuggerUrl"]!), _limit.Token);
    }

    private async Task<JsonNode> Send(string method, JsonObject? parameters = null)
    {
        var id = ++_id;
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
        await _socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, true, _limit.Token);
        while (true)
        {
            var answer = await Receive();
            if ((int?)answer["id"] == id) return answer["result"] ?? throw new InvalidOperationException(answer.ToJsonString());
            if (answer["method"] is not null) _events.Add(answer);
        }
    }

    private async Task<JsonNode> Receive()
    {
        var (buffer, text) = (new byte[1 << 16], new MemoryStream());
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer, _limit.Token);
            text.Write(buffer, 0, part.Count);
            if (part.EndOfMessage) return JsonNode.Parse(text.ToArray())!;
        }
    }

    private static string? Complaint(JsonNode entry)
    {
        var given = entry["params"]!;
        return (string)entry["method"]! switch
        {
            "Runtime.consoleAPICalled" => $"console: {given["args"]!.ToJsonString()}",
            "Runtime.exceptionThrown" => $"exception: {given["exceptionDetails"]!.ToJsonString()}",
            "Log.entryAdded" => $"log: {given["entry"]!["text"]}",
            "Network.requestWillBeSent" when (string)given["request"]!["url"]! is var url && !url.StartsWith("file:") && !url.StartsWith("data:") && url != "about:blank" => $"request: {url}",
            _ => null,
        };
    }
}
