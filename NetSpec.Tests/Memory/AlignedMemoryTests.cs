using NetSpec.Runtime;

namespace NetSpec.Tests.Memory;

public sealed unsafe class AlignedMemoryTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(100_003)]
    [InlineData(20_000_000)]
    public void IsAlignedAndZeroAlsoWhereMemoryIsUsedAgain(int length)
    {
        for (var round = 0; round < 3; round++)
        {
            using var memory = new AlignedMemory<float>(length);
            Assert.Equal(0u, (nuint)memory.Pointer % 64);
            Assert.False(memory.Span.ContainsAnyExcept(0f));
            memory.Span.Fill(1);
        }
    }

    [Fact]
    public void IsGoneAfterDisposal()
    {
        var memory = new AlignedMemory<double>(3);
        memory.Dispose();
        memory.Dispose();
        Assert.Throws<ObjectDisposedException>(() => memory.Span.Length);
    }
}
