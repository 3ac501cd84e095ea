using NetSpec.Benchmarks.Peers;

namespace NetSpec.Benchmarks.Own;

/// <summary>One figure of NetSpec beside itself or the machine.</summary>
/// <param name="What">For people.</param>
/// <param name="Value">Median over rounds, with quartiles.</param>
/// <param name="Goal">What it is meant to be.</param>
/// <param name="IsAtLeast">Whether the goal is the least; else it is the most.</param>
internal sealed record OwnResult(string What, Quantiles Value, double Goal, bool IsAtLeast = true)
{
    public string Row() =>
        $"| {What} | {Figures.Digits(Value.Median)} | {Figures.Digits(Value.Low)} to {Figures.Digits(Value.High)} | at {(IsAtLeast ? "least" : "most")} {Figures.Digits(Goal)} |";
}
