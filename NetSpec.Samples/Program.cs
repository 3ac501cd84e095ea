using NetSpec.Samples;

var samples = new Dictionary<string, Action>
{
    ["attribute"] = AttributeSample.Run,
    ["specfile"] = SpecFileSample.Run,
    ["pruned"] = PrunedSample.Run,
};
if (args.Length != 1 || !samples.TryGetValue(args[0], out var run))
{
    Console.Error.WriteLine($"Name one sample: {string.Join(", ", samples.Keys)}.");
    return 2;
}
run();
return 0;
