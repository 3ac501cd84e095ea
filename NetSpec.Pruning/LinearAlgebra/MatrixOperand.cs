using NetSpec.Runtime;

namespace NetSpec.Pruning;

/// <summary>A matrix somewhere in memory, read through two strides, so that a transpose and a block cost nothing.</summary>
internal readonly unsafe struct MatrixOperand(double* values, int rows, int columns, nint rowStride, nint columnStride)
{
    /// <summary>First value.</summary>
    public double* Values { get; } = values;

    /// <summary>Number of rows.</summary>
    public int Rows { get; } = rows;

    /// <summary>Number of columns.</summary>
    public int Columns { get; } = columns;

    /// <summary>The same values with rows and columns exchanged.</summary>
    public MatrixOperand Transposed => new(Values, Columns, Rows, columnStride, rowStride);

    /// <summary>Values from one row to the next.</summary>
    public nint RowStride => rowStride;

    /// <summary>A rectangle of this matrix.</summary>
    public MatrixOperand Block(int row, int column, int rowCount, int columnCount) =>
        new(Values + (row * rowStride) + (column * columnStride), rowCount, columnCount, rowStride, columnStride);

    /// <summary>
    /// Copies columns into strips of <paramref name="width"/> rows: [strip][column][width], the last strip filled up with zeros. As
    /// the right side of a product a matrix is packed through its transpose.
    /// </summary>
    public void Pack(int width, int firstColumn, int columnCount, double* into)
    {
        for (var strip = 0; strip < Rows; strip += width)
        {
            var filled = Math.Min(width, Rows - strip);
            var from = Values + (strip * rowStride) + (firstColumn * columnStride);
            if (filled < width) new Span<double>(into, width * columnCount).Clear();
            if (rowStride == 1)
            {
                for (var k = 0; k < columnCount; k++)
                    new ReadOnlySpan<double>(from + (k * columnStride), filled).CopyTo(new Span<double>(into + (k * width), filled));
            }
            else
            {
                for (var i = 0; i < filled; i++)
                {
                    for (var k = 0; k < columnCount; k++)
                        into[(k * width) + i] = from[(i * rowStride) + (k * columnStride)];
                }
            }
            into += width * columnCount;
        }
    }
}
