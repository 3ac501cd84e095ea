using System.Diagnostics;
using NetSpec.Benchmarks.Peers;
using NetSpec.Compiler;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Benchmarks.Start;

/// <summary>A published application whose only network is one of the table, or that has none and only prints.</summary>
/// <param name="Network">Null: no network, the floor that the others stand on.</param>
/// <param name="Form">How it is published.</param>
/// <param name="Folder">Where it lies.</param>
internal sealed record StartApp(PeerNetwork? Network, AppForm Form, string Folder)
{
    private const string AssemblyName = "start";

    /// <summary>The program.</summary>
    public string File { get; } = Path.Combine(Folder, "published", OperatingSystem.IsWindows() ? AssemblyName + ".exe" : AssemblyName);

    /// <summary>Its network's weights.</summary>
    public string WeightsFile => Path.Combine(Folder, "weights.safetensors");

    /// <summary>Bytes that have to be copied to run it elsewhere (symbols apart).</summary>
    public long Bytes => Directory.GetFiles(Path.GetDirectoryName(File)!).Where(f => !f.EndsWith(".pdb", StringComparison.Ordinal)).Sum(f => new FileInfo(f).Length);

    /// <summary>Writes the project and publishes it, unless it was published before.</summary>
    /// <exception cref="InputException">It does not build.</exception>
    public void Publish()
    {
        if (System.IO.File.Exists(File)) return;
        Write(AssemblyName + ".csproj", Project());
        // Nothing from folders above.
        foreach (var name in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" }) Write(name, "<Project />\n");
        if (Network is null) Write("Program.cs", "System.Console.WriteLine(\"0\");\n");
        else WriteNetwork(Network);
        Run("dotnet", ["publish", "-c", "Release", "-v", "q", "-clp:NoSummary", "-o", Path.GetDirectoryName(File)!]);
    }

    /// <summary>The first value that it must answer; the same code in this process gives it.</summary>
    public float Expected()
    {
        using var compiled = Compile(Network!);
        var (input, output) = (new float[compiled.Network.Info.InputSize], new float[compiled.Network.Info.OutputSize]);
        Array.Fill(input, 0.5f);
        compiled.Network.Forward(input, output);
        return output[0];
    }

    private void WriteNetwork(PeerNetwork network)
    {
        Write("Subject.net.yaml", network.Spec);
        Write("Subject.cs", $"global using Subject = {AssemblyName}.{SpecReader.Read(network.Spec, network.Name).Spec!.Name};\n");
        Write("Program.cs", System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "start", "Program.cs")));
        using var compiled = Compile(network);
        Safetensors.Write(WeightsFile, Weights.Save(compiled.Network.Parameters));
    }

    private static CompiledNetwork<float> Compile(PeerNetwork network)
    {
        var compiled = SpecCompiler.Compile<float>(network.Spec, network.Name + ".net.yaml");
        PeerWeights.Fill(compiled.Network.Parameters);
        return compiled;
    }

    // The assemblies that this program runs with: what is measured is what was built beside it.
    private string Project()
    {
        var here = AppContext.BaseDirectory;
        var references = Network is null ? "" : $"""
              <ItemGroup>
                <Reference Include="{here}NetSpec.Runtime.dll;{here}NetSpec.Abstractions.dll" />
                <Analyzer Include="{here}NetSpec.Generator.dll;{here}NetSpec.Spec.dll;{here}NetSpec.Abstractions.dll;{here}YamlDotNet.dll" />
                <AdditionalFiles Include="*.net.yaml" />
                <CompilerVisibleProperty Include="RootNamespace" />
              </ItemGroup>
            """;
        return $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <AllowUnsafeBlocks>true</AllowUnsafeBlocks>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <NuGetAudit>false</NuGetAudit>
                {Form.Properties}
              </PropertyGroup>
            {references}
            </Project>

            """;
    }

    private void Write(string name, string text) => AtomicFile.WriteText(Path.Combine(Folder, name), text);

    private void Run(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InputException($"The application in '{Folder}' does not build:\n{output}");
    }
}
