using System.CommandLine;
using NetSpec.Cli.Hosting;
using NetSpec.Report;

namespace NetSpec.Cli.Verbs;

/// <summary><c>report</c>: the page of a run, written again from its files.</summary>
internal sealed class ReportVerb : Verb
{
    private readonly Argument<string> _folder = new("DIR") { Description = "What 'run' wrote; the page is written there." };
    private readonly Argument<string[]> _others = new("OTHER") { Description = "Folders of runs of the same network at other widths, to be compared with.", Arity = ArgumentArity.ZeroOrMore };

    public override IEnumerable<Symbol> Symbols => [_folder, _others];

    public override int Run(Invocation invocation)
    {
        var path = ReportPage.Write(invocation.Get(_folder), invocation.Get(_others));
        invocation.Terminal.Report(new { output = path, charts = ReportPage.HasCharts });
        invocation.Terminal.Say($"{path}: open it in a browser.");
        return ExitCode.Done;
    }
}
