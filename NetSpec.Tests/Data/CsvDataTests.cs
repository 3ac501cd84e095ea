using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NetSpec.Runtime;
using NetSpec.Tests.Files;

namespace NetSpec.Tests.Data;

public sealed class CsvDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void FindsHeaderTargetAndClassesByItself()
    {
        using var data = Load("a,b,kind\n1,2.5,x\r\n-3,4e1,\"z, z\"\n\n 5 , 6,x\n");
        var (inputs, targets) = data.Train.ReadAll();
        Assert.Equal([1, 2.5f, -3, 40, 5, 6], inputs);
        Assert.Equal([1, 0, 1], targets.Select(t => 1 - t));
        Assert.Equal(["x", "z, z"], data.Description.ClassNames);
        Assert.Equal(["a", "b"], data.Description.FeatureNames);
    }

    [Theory]
    [InlineData("", new float[] { 1, 2 }, new float[] { 3 })]
    [InlineData(",target=0", new float[] { 2, 3 }, new float[] { 1 })]
    [InlineData(",target=-2,features=2;0", new float[] { 3, 1 }, new float[] { 2 })]
    [InlineData(",target=1|2", new float[] { 1 }, new float[] { 2, 3 })]
    public void ChoosesColumnsByNumber(string keys, float[] inputs, float[] targets)
    {
        using var data = Load("1,2,3\n", keys);
        Assert.Equal(inputs, data.Train.ReadAll().Inputs);
        Assert.Equal(targets, data.Train.ReadAll().Targets);
        Assert.Empty(data.Description.FeatureNames);
        Assert.Empty(data.Description.ClassNames);
    }

    [Fact]
    public void ChoosesColumnsByNameInTheGivenOrder()
    {
        using var data = Load("a;b;c\n1;2;3\n", ",target=b,features=c|a,separator=semicolon");
        Assert.Equal([3, 1], data.Train.ReadAll().Inputs);
        Assert.Equal(["c", "a"], data.Description.FeatureNames);
    }

    [Fact]
    public void GivenCategoriesFixTheClasses()
    {
        using var data = Load("1,no\n2,yes\n3,no\n", ",categories=yes;no;maybe,header=false");
        Assert.Equal([1, 0, 1], data.Train.ReadAll().Targets);
        Assert.Equal(["yes", "no", "maybe"], data.Description.ClassNames);
        Assert.Equal("data.csv(2,3): 'yes' is none of the 1 categories.", Refusal("1,no\n2,yes\n", ",categories=no"));
    }

    [Theory]
    [InlineData("1,2\n3,four\n", "", "(2,3): a number was expected, not 'four'.")]
    [InlineData("a,b\n1,2\nx,4\n", "", "(3,1): a number was expected, not 'x'.")]
    [InlineData("1,2\n,4\n", "", "(2,1): a number was expected, not an empty field.")]
    [InlineData("1,2\n3,nan\n", "", "(2,3): a finite number was expected, not 'nan'.")]
    [InlineData("1,2\n3,-Infinity\n", "", "(2,3): a finite number was expected, not '-Infinity'.")]
    [InlineData("1e39,2\n", "", "(1,1): a finite number was expected, not '1e39'.")]
    [InlineData("1,2\n3\n", "", "(2,1): 2 columns were expected as in the first row, and 1 are there.")]
    [InlineData("1,2\n\n3,4,5\n", "", "(3,1): 2 columns were expected as in the first row, and 3 are there.")]
    [InlineData("\"x\ny\",b\n1,2\n3,q\n", "", "(4,3): a number was expected, not 'q'.")]
    [InlineData("1,2\n3,\"4\n", "", "(2,3): the quote that opens here is never closed.")]
    [InlineData("1,2\n3,\"4\"5\n", "", "(2,6): a separator or the line's end was expected after a closing quote.")]
    [InlineData("größe,é,x\n1,2,3\né,2,ü\n", "", "(3,1): a number was expected, not 'é'.")]
    [InlineData("1,a\n2,\n", ",header=false", "(2,3): a class was expected, not an empty field.")]
    [InlineData("1,2\n3,4\n", ",separator=semicolon,header=false", " has 1 columns, and none of them is left as a feature.")]
    [InlineData("a,b\n1,2\n", ",target=c", " has no column 'c'; did you mean 'a'?")]
    [InlineData("1,2\n", ",target=c", " has no header, so its columns have numbers from 0 to 1, not the name 'c'.")]
    [InlineData("1,2\n", ",target=2", " has no column 2: it has 2, from 0.")]
    [InlineData("a,a,b\n1,2,3\n", ",target=a", " has 2 columns named 'a': give the number of one.")]
    [InlineData("a,b\n1,2\n", ",target=b,features=a;b", " is both a feature and the target.")]
    [InlineData("a,b\n1,2\n", ",features=a;0", " is named twice in 'features' or 'target'.")]
    [InlineData("a,b\n", "", " holds a header and no rows.")]
    [InlineData("", "", " holds no rows.")]
    [InlineData("\n \n\n", "", " holds no rows.")]
    [InlineData("1,2\n", ",separator=ab", "The key 'separator' of data of kind 'csv' is 'ab'")]
    [InlineData("1,2\n", ",header=yes", "The key 'header' of data of kind 'csv' is 'yes', where true or false was expected.")]
    [InlineData("1,2\n", ",categories=a;a", "where a list without repeated names was expected.")]
    [InlineData("1,2\n", ",features=0;", "where a list without empty items was expected.")]
    public void RefusesWrongFiles(string content, string keys, string message) =>
        Assert.Contains(message, Refusal(content, keys), StringComparison.Ordinal);

    [Fact]
    public void RefusesRubbishAndOtherEncodings()
    {
        _folder.Write("data.csv", [0, 1, 2, 255, 254, 10, 3, 4]);
        Assert.Throws<InputException>(() => LoadFile());
        _folder.Write("data.csv", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("1,2")).ToArray());
        Assert.EndsWith("is UTF-16 text, where UTF-8 was expected.", Assert.Throws<InputException>(() => LoadFile()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SkipsAByteOrderMark()
    {
        using var data = Load("\uFEFFa,b\n1,2\n", ",target=a");
        Assert.Equal([1], data.Train.ReadAll().Targets);
    }

    [Fact]
    public void ReadsTheSameNumbersInGermany()
    {
        using var culture = new InCulture("de-DE");
        using var data = Load("1.5,2\n", ",test=0.0");
        Assert.Equal([1.5f], data.Train.ReadAll().Inputs);
        Assert.Equal("data.csv(1,1): a number was expected, not '1,5'.", Refusal("1,5;2\n", ",separator=semicolon,header=false"));
    }

    [Fact]
    public void LargeFilesAreStreamedWithTheSameResult()
    {
        var values = Enumerable.Range(0, 3000).Select(i => i / 7f).ToArray();
        var text = new StringBuilder();
        foreach (var row in values.Chunk(3))
            text.AppendJoin(',', row.Select(v => v.ToString(System.Globalization.CultureInfo.InvariantCulture))).Append('\n');
        _folder.Write("data.csv", text.ToString());
        var options = new DataOptions("csv", new Dictionary<string, string> { ["path"] = _folder.At("data.csv") }, "");
        var loaded = new CsvData().Load(new DataArguments(options, ["path"], default), valuesInMemory: 100);
        using var source = Assert.IsType<CsvSource>(loaded.Samples);
        Parallel.For(0, 1000, i =>
        {
            var (input, target) = (new float[2], new float[1]);
            source.Read([i], input, target);
            Assert.Equal([values[3 * i], values[(3 * i) + 1]], input);
            Assert.Equal(values[(3 * i) + 2], target[0]);
        });
    }

    [Fact]
    public void AnyTextInQuotesIsReadBack()
    {
        var text = ArbMap.Default.GeneratorFor<NonNull<string>>().Select(s => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(s.Get)));
        Prop.ForAll(text.ArrayOf().ToArbitrary(), texts =>
        {
            var content = string.Concat(texts.Select(t => $"1,\"{t.Replace("\"", "\"\"", StringComparison.Ordinal)}\" ,2\r\n")) + "1,end,2";
            using var rows = CsvRows.Index(new MemoryBytes("x", Encoding.UTF8.GetBytes(content)), (byte)',');
            Assert.Equal(texts.Length + 1, rows.Count);
            var fields = new CsvFields();
            for (var row = 0; row < texts.Length; row++)
            {
                rows.Read(row, fields);
                Assert.Equal(texts[row], fields.Text(1));
                Assert.True(fields.TryNumber(2, out var two) && two == 2);
            }
        }).QuickCheckThrowOnFailure();
    }

    private DataSet Load(string content, string keys = "")
    {
        _folder.Write("data.csv", content);
        return LoadFile(keys);
    }

    private DataSet LoadFile(string keys = "") =>
        DataLoader.Load(DataOptions.Parse("csv:path=data.csv" + (keys.Contains("test=", StringComparison.Ordinal) ? "" : ",test=0") + keys, _folder.Path));

    private string Refusal(string content, string keys) =>
        Assert.Throws<InputException>(() => Load(content, keys)).Message.Replace(_folder.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
}
