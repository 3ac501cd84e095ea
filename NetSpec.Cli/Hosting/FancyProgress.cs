using Spectre.Console;

namespace NetSpec.Cli.Hosting;

/// <summary>A progress bar, on a terminal.</summary>
internal static class FancyProgress
{
    public static T Run<T>(TextWriter writer, string title, Func<IProgress<Step>, T> work) =>
        Consoles.For(writer).Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context => work(new Bar(title, context.AddTask(Markup.Escape(title)))));

    private sealed class Bar(string title, ProgressTask task) : IProgress<Step>
    {
        public void Report(Step value)
        {
            task.Value = value.Share * 100;
            task.Description = Markup.Escape($"{title}: {value.Text}");
        }
    }
}
