using System.Diagnostics;
using System.Runtime.InteropServices;
using NetSpec.Cli;

// The first Ctrl-C stops cleanly; another one ends the process as usual. Wrappers pass one press on twice, so a second counts only later.
using var stop = new CancellationTokenSource();
var sinceFirst = new Stopwatch();
bool IsClean()
{
    var isClean = !sinceFirst.IsRunning || sinceFirst.Elapsed.TotalSeconds < 1;
    sinceFirst.Start();
    stop.Cancel();
    return isClean;
}

Console.CancelKeyPress += (_, press) => press.Cancel = IsClean();
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => signal.Cancel = IsClean());
return CommandLine.Run(args, Console.Out, Console.Error, stop.Token);
