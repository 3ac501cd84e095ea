using NetSpec.Runtime;

namespace NetSpec.Tests.Data;

public sealed class DataOptionsTests
{
    [Fact]
    public void ReadsKindKeysAndQuotedValues()
    {
        var options = DataOptions.Parse("csv:path=\"a,b.csv\", target=y,features=a;b|c,separator=;", "base");
        Assert.Equal("csv", options.Kind);
        Assert.Equal("base", options.BaseFolder);
        Assert.Equal(new Dictionary<string, string> { ["path"] = "a,b.csv", ["target"] = "y", ["features"] = "a;b|c", ["separator"] = ";" }, options.Values);
        Assert.Empty(DataOptions.Parse("digits", "").Values);
        Assert.Empty(DataOptions.Parse("digits:", "").Values);
    }

    [Fact]
    public void WindowsPathsKeepTheirColon() =>
        Assert.Equal(@"C:\x.csv", DataOptions.Parse(@"csv:path=C:\x.csv", "").Values["path"]);

    [Theory]
    [InlineData("digits:seed", "The data 'digits:seed' has 'seed' where key=value was expected.")]
    [InlineData("digits:=1", "has '=1' where key=value was expected")]
    [InlineData("digits:seed=1,seed=2", "gives 'seed' twice")]
    public void RefusesOtherForms(string text, string message) =>
        Assert.Contains(message, Assert.Throws<InputException>(() => DataOptions.Parse(text, "")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("digit", "There is no data of kind 'digit'; did you mean 'digits'?")]
    [InlineData("zzzzzzzz", "There is no data of kind 'zzzzzzzz'; known are digits, mini, idx, csv, npy, npz, cifar.")]
    [InlineData("digits:tset=0.1", "Data of kind 'digits' has no key 'tset'; did you mean 'test'?")]
    [InlineData("digits:test=1", "The key 'test' of data of kind 'digits' is '1', where a share from 0 to below 1, such as 0.2 was expected.")]
    [InlineData("digits:test=0,2", "has '2' where key=value was expected")]
    [InlineData("digits:test=NaN", "where a share from 0 to below 1")]
    [InlineData("digits:validation=-0.1", "The key 'validation'")]
    [InlineData("digits:seed=-1", "The key 'seed' of data of kind 'digits' is '-1', where a whole number from 0")]
    [InlineData("digits:limit=0", "where a whole number from 1 to")]
    [InlineData("digits:limit=2,test=0.9", "none is left to learn from")]
    [InlineData("mini:train=0", "where a whole number from 1 to 10000000 was expected")]
    [InlineData("mini:train=1e3", "The key 'train' of data of kind 'mini' is '1e3'")]
    [InlineData("csv:target=1", "Data of kind 'csv' needs the key 'path', the path of a file.")]
    [InlineData("cifar:folder=x", "There is no folder 'x', where a folder with the binary batches")]
    [InlineData("npy:inputs=x,targets=y,test_targets=z", "The key 'test_targets' needs the key 'test_inputs'")]
    [InlineData("idx:images=x,labels=y,test_images=z,test=0.1", "not both")]
    [InlineData("npy:inputs=no.npy,targets=y", "Cannot read 'no.npy': there is no such file.")]
    public void RefusesWrongKeys(string text, string message) =>
        Assert.Contains(message, Assert.Throws<InputException>(() => DataLoader.Load(DataOptions.Parse(text, ""))).Message, StringComparison.Ordinal);
}
