namespace NetSpec.Cli.Hosting;

/// <summary>How far long work is.</summary>
/// <param name="Share">From 0 to 1.</param>
/// <param name="Text">What it is doing, in a few words.</param>
internal readonly record struct Step(double Share, string Text);
