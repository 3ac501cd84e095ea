namespace NetSpec.Cli.Hosting;

/// <summary>What the command says to the shell.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int WrongInput = 1;
    public const int WrongUsage = 2;
    public const int Fault = 3;
    public const int Stopped = 130;
}
