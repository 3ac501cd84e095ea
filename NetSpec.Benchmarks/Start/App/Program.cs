using System.Diagnostics;
using System.Globalization;
using NetSpec.Runtime;

// What a small service does: make the network, load its weights, answer; Subject is the network under measurement.
var network = new Subject();
network.Load(args[0]);
var (input, output) = (new float[Subject.InputSize], new float[Subject.OutputSize]);
Array.Fill(input, 0.5f);

var ticks = new long[20];
var begin = Stopwatch.GetTimestamp();
network.Forward(input, output);
ticks[0] = Stopwatch.GetTimestamp() - begin;
Console.WriteLine(output[0].ToString("R", CultureInfo.InvariantCulture));

for (var call = 1; call < ticks.Length; call++)
{
    begin = Stopwatch.GetTimestamp();
    network.Forward(input, output);
    ticks[call] = Stopwatch.GetTimestamp() - begin;
}
foreach (var time in ticks)
    Console.WriteLine((time * 1e9 / Stopwatch.Frequency).ToString("R", CultureInfo.InvariantCulture));
