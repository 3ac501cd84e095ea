using NetSpec.Tests.Ilgpu;

// check [cpu|cuda]   every reference case against PyTorch's answers
// ptx [folder]       code for a GPU, without one
// speed              figures on the GPU
var failures = 0;
foreach (var verb in args.DefaultIfEmpty("check"))
{
    failures += verb switch
    {
        "check" => OracleChecks.Run(Devices.Processor),
        "cuda" => OracleChecks.Run(Devices.Cuda),
        "ptx" => PtxChecks.Run(),
        "speed" => Speed.Run(),
        _ => Unknown(verb),
    };
}
return failures == 0 ? 0 : 1;

static int Unknown(string verb)
{
    Console.WriteLine($"There is no '{verb}'; there are check, cuda, ptx and speed.");
    return 1;
}
