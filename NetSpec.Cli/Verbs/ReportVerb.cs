using System.CommandLine;
using NetSpec.Cli.Hosting;
using NetSpec.Report;

namespace NetSpec.Cli.Verbs;

/// <summary><c>report</c>: the page of a run, written again from its files.</summary>
internal sealed class ReportVerb : Verb
{
    private readonly Argument<string> _folder = new("DIR") { Description = "What 'run' wrote." };

    public override IEnumerable<Symbol> Symbols => [_folder];

    public override int Run(Invocation invocation)
    {
        var path = ReportPage.Write(invocation.Get(_folder));
        invocation.Terminal.Report(new { output = path, charts = ReportPage.HasCharts });
        invocation.Terminal.Say($"{path}: open it in a browser.");
        return ExitCode.Done;
    }
}
