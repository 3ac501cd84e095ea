using System.CommandLine;
using NetSpec.Cli.Hosting;
using NetSpec.Cli.Recipes;

namespace NetSpec.Tests.Documentation;

/// <summary>Every command of the pages: run in a reader's folder where it ends within seconds, in the order of its page, else at least parsed.</summary>
[Collection(ReaderFolderCollection.Name)]
public class BashBlockTests
{
    public static TheoryData<string> Pages => new(Repository.ReaderPages.Where(page => Commands(page).Any(c => NotRun.Of(c) is null)).Select(page => page.Path));

    [Theory]
    [MemberData(nameof(Pages))]
    public void EveryCommandRunsAndSaysWhatThePageShows(string path)
    {
        var page = Repository.Page(path);
        using var folder = new ReaderFolder();
        var shown = new List<(CodeBlock Block, string Written)>();
        foreach (var block in page.Blocks)
        {
            ReaderFolder.Keep(block);
            if (block.Language != "bash") continue;
            var commands = ShellCommand.Of(block).ToList();
            // What stands behind a command that is not run may need what that would have made.
            var run = commands.TakeWhile(c => NotRun.Of(c) is null).ToList();
            var written = string.Concat(run.Select(c => Run(c, folder)));
            if (page.After(block) is { Language: "text" } output && run.Count == commands.Count) shown.Add((output, written));
        }
        ShownOutput.Verify(page, shown);
    }

    [Fact]
    public void EveryCommandIsOneThatIsRunOrNamedInTheTable()
    {
        var commands = Repository.ReaderPages.SelectMany(Commands).ToList();
        Assert.Empty(commands.Where(c => NotRun.Of(c) is null && !ReaderFolder.CanRun(c)).Select(c => $"{c.Block}: no test runs '{c.Text}': {nameof(ReaderFolder)} runs a program, or a row of {nameof(NotRun)} says why not."));
        Assert.Equal(NotRun.All.Select(row => (row.Pattern, row.Count)), NotRun.All.Select(row => (row.Pattern, commands.Count(c => NotRun.Of(c) == row))));
    }

    [Fact]
    public void EveryNetSpecCommandIsGoodUsage()
    {
        foreach (var command in Repository.ReaderPages.SelectMany(Commands).Where(c => c.Arguments is not null))
        {
            var parse = CommandTree.Build(command.Arguments!, (_, _) => 0).Parse(command.Arguments!, new ParserConfiguration { ResponseFileTokenReplacer = null });
            Assert.True(parse.Errors.Count == 0, $"{command.Block}: '{command.Text}': {string.Join(' ', parse.Errors.Select(e => e.Message))}");
            if (command.Arguments is ["run", var recipe, ..] && NotRun.Of(command) is not null) RecipeReader.Read(Repository.At(recipe));
        }
    }

    private static string Run(ShellCommand command, ReaderFolder folder)
    {
        try
        {
            return folder.Run(command);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"{command.Block}: '{command.Text}': {exception.Message}", exception);
        }
    }

    private static IEnumerable<CodeBlock> Blocks(MarkdownPage page) => page.Blocks.Where(block => block.Language == "bash");

    private static IEnumerable<ShellCommand> Commands(MarkdownPage page) => Blocks(page).SelectMany(ShellCommand.Of);
}
