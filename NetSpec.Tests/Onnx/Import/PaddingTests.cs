namespace NetSpec.Tests.Onnx.Import;

/// <summary>Paddings that the language has not as they stand, against sums by plain loops.</summary>
public class PaddingTests
{
    [Theory]
    [InlineData(new long[] { 0, 0, 1, 1 }, 2, 1, 6, 8, "kernel: 4")]
    [InlineData(new long[] { 1, 1, 0, 0 }, 2, 1, 6, 8, "padding: 1")]
    [InlineData(new long[] { 2, 0, 0, 1 }, 1, 1, 7, 6, "kernel: [5, 4]")]
    [InlineData(new long[] { 0, 2, 2, 0 }, 1, 2, 9, 9, "dilation: 2")]
    [InlineData(new long[] { 0, 0, 1, 1 }, 2, 1, 7, 7, "{ conv2d: 4, stride: 2, bias: false }")]
    public void PaddingOnOneSideIsAKernelWithZeros(long[] pads, int stride, int dilation, int height, int width, string expected)
    {
        var (weight, input) = (ImportedForward.Numbers(4 * 2 * 9, 1), ImportedForward.Numbers(3 * 2 * height * width, 2));
        var conv = Models.Node("Conv", "c", "y", "x", "w").With("pads", pads).With("strides", [stride, stride]).With("dilations", [dilation, dilation]);
        var network = ImportedForward.Import(Models.Of([-1, 2, height, width], conv).With(Models.Float("w", [4, 2, 3, 3], weight)));

        var (sums, rows, columns) = Convolve(input, weight, pads, stride, dilation, height, width);
        ImportedForward.Near(sums, ImportedForward.Run(network, input, [3, 2, height, width], 3, 4, rows, columns));
        Assert.Contains(expected, NetSpec.Spec.SpecWriter.Write(network.Spec));
        // Every such model has the note that it states no loss.
        Assert.Equal(expected.StartsWith("kernel", StringComparison.Ordinal) || dilation > 1, network.Notes.Length > 1);
    }

    [Fact]
    public void APadOfZerosBecomesTheConvolutionsPadding()
    {
        var (weight, input) = (ImportedForward.Numbers(4 * 2 * 9, 1), ImportedForward.Numbers(2 * 2 * 36, 2));
        var pad = Models.Node("Pad", "p", "a", "x", "pads");
        var conv = Models.Node("Conv", "c", "y", "a", "w").With("pads", [1L, 0, 1, 0]);
        var network = ImportedForward.Import(Models.Of([-1, 2, 6, 6], pad, conv)
            .With(Models.Float("w", [4, 2, 3, 3], weight)).With(Models.Whole("pads", [8], 0, 0, 0, 1, 0, 0, 0, 1)));

        Assert.Equal("- { conv2d: 4, padding: 1, bias: false }", NetSpec.Spec.SpecWriter.Write(network.Spec).Split('\n')[4].Trim());
        var (sums, rows, columns) = Convolve(input, weight, [1, 1, 1, 1], 1, 1, 6, 6);
        ImportedForward.Near(sums, ImportedForward.Run(network, input, [2, 2, 6, 6], 2, 4, rows, columns));
    }

    [Theory]
    [InlineData("Pad", "reflect", "the mode 'reflect'")]
    [InlineData("Pad", "constant", "the convolution behind them")]
    public void OtherPadsAreRefused(string type, string mode, string reason)
    {
        var model = Models.Of([-1, 2, 6, 6], Models.Node(type, "p", "a", "x", "pads").With("mode", mode), Models.Node("MaxPool", "pool", "y", "a").With("kernel_shape", [2L, 2]))
            .With(Models.Whole("pads", [8], 0, 0, 1, 1, 0, 0, 1, 1));
        var message = Assert.Throws<NetSpec.Runtime.InputException>(() => ImportedForward.Import(model)).Message;
        Assert.Contains(mode == "constant" ? "a maxpool pads with -infinity" : reason, message);
    }

    private static (float[] Sums, int Rows, int Columns) Convolve(float[] input, float[] weight, long[] pads, int stride, int dilation, int height, int width)
    {
        var rows = (int)((height + pads[0] + pads[2] - (2 * dilation) - 1) / stride) + 1;
        var columns = (int)((width + pads[1] + pads[3] - (2 * dilation) - 1) / stride) + 1;
        var samples = input.Length / (2 * height * width);
        var sums = new List<float>();
        for (var sample = 0; sample < samples; sample++)
        for (var filter = 0; filter < 4; filter++)
        for (var row = 0; row < rows; row++)
        for (var column = 0; column < columns; column++)
        {
            var sum = 0.0;
            for (var channel = 0; channel < 2; channel++)
            for (var i = 0; i < 3; i++)
            for (var j = 0; j < 3; j++)
            {
                var (y, x) = ((row * stride) - pads[0] + (i * dilation), (column * stride) - pads[1] + (j * dilation));
                if (y < 0 || x < 0 || y >= height || x >= width) continue;
                sum += input[(((((sample * 2) + channel) * height) + y) * width) + x] * (double)weight[(((((filter * 2) + channel) * 3) + i) * 3) + j];
            }
            sums.Add((float)sum);
        }
        return ([.. sums], rows, columns);
    }
}
