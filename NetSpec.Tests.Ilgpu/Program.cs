using NetSpec.Tests.Ilgpu;

const string Usage = """
    check [cpu|cuda|opencl] [CASE...]   reference cases against PyTorch's answers; ILGPU's emulation on the processor where no device is named
    ptx                                 code for CUDA, without a GPU
    opencl [CLANG]                      code for OpenCL, without a GPU; compiled on by a clang, where one is named
    speed                               figures on a GPU of CUDA
    """;
var (verb, rest) = (args.FirstOrDefault("check"), args.Skip(1).ToArray());
var failures = verb switch
{
    "check" => Devices.Find(rest.FirstOrDefault("")) is { } device ? OracleChecks.Run(device, rest[1..]) : OracleChecks.Run(Devices.Find("cpu")!, rest),
    "ptx" => PtxChecks.Run(),
    "opencl" => OpenClChecks.Run(rest.FirstOrDefault()),
    "speed" => Speed.Run(),
    _ => Unknown(verb),
};
return failures == 0 ? 0 : 1;

static int Unknown(string verb)
{
    Console.WriteLine($"There is no '{verb}':\n{Usage}");
    return 1;
}
