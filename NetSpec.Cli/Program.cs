using System.Runtime.InteropServices;
using NetSpec.Cli;

using var stop = new CancellationTokenSource();

// The first Ctrl-C stops cleanly; a second one ends the process as usual.
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
};
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
});
return CommandLine.Run(args, Console.Out, Console.Error, stop.Token);
