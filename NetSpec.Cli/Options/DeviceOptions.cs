using System.CommandLine;
using NetSpec.Cli.Hosting;
using NetSpec.Compiler;

namespace NetSpec.Cli.Options;

/// <summary><c>--device</c> and <c>--ilgpu</c>: where a network runs.</summary>
internal sealed class DeviceOptions
{
    private const string FolderVariable = "NETSPEC_ILGPU", KindVariable = "NETSPEC_ILGPU_DEVICE";

    private readonly Option<string> _device = Declare.Choice("--device", "Where the network runs.", "cpu", "cpu", "gpu");
    private readonly Option<string?> _ilgpu = Declare.Text("--ilgpu", "DIR", $"The folder of ILGPU.dll and ILGPU.Algorithms.dll, which --device gpu needs; {FolderVariable} where it is not given.");

    public IEnumerable<Symbol> Symbols => [_device, _ilgpu];

    /// <summary>The device; null: the processor.</summary>
    /// <exception cref="UsageException">ILGPU is not named, or not needed.</exception>
    /// <exception cref="Runtime.InputException">It is not where it was said to be, or finds no device.</exception>
    public Device? Open(Invocation invocation)
    {
        var given = invocation.Get(_ilgpu);
        if (invocation.Get(_device) == "cpu")
            return given is null ? null : throw new UsageException("--ilgpu goes with --device gpu.");
        var folder = given ?? Environment.GetEnvironmentVariable(FolderVariable);
        if (string.IsNullOrEmpty(folder))
            throw new UsageException($"--device gpu needs ILGPU, which netspec does not bring: name the folder of ILGPU.dll and ILGPU.Algorithms.dll (1.5.3 up to below 2.0) with --ilgpu or in {FolderVariable}.");
        var library = IlgpuLibrary.At(folder);
        return Device.Open(library, Environment.GetEnvironmentVariable(KindVariable) is { Length: > 0 } kind ? kind : "gpu");
    }
}
