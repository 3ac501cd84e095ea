namespace NetSpec.Generator;

/// <summary>
/// How a group of threads cuts up a product of matrices: the part of the result that it computes, and the part of that which one thread keeps
/// in registers. Both operands' parts lie in shared memory, twice, so that one is filled while the other is read.
/// </summary>
/// <param name="Rows">Rows of the result that a group computes.</param>
/// <param name="Columns">Columns of the result that a group computes.</param>
/// <param name="ThreadRows">Rows that a thread keeps, 4 or 8.</param>
/// <param name="ThreadColumns">Columns that a thread keeps, 4 or 8.</param>
internal sealed record TileShape(int Rows, int Columns, int ThreadRows, int ThreadColumns)
{
    /// <summary>Terms of the sums that are brought into shared memory at a time.</summary>
    public const int Depth = 8;

    /// <summary>Four values more a row keep threads that write columns off one memory bank.</summary>
    public const int Pad = 4;

    public int Threads => ThreadsDown * ThreadsAcross;

    public int ThreadsAcross => Columns / ThreadColumns;

    public int ThreadsDown => Rows / ThreadRows;

    public int RowStride => Rows + Pad;

    public int ColumnStride => Columns + Pad;

    public string Name => $"{Rows}x{Columns}";

    /// <summary>A shape for many rows of so many columns.</summary>
    public static TileShape Of(int columns) => columns switch
    {
        > 64 => new(128, 128, 8, 8),
        > 32 => new(128, 64, 8, 8),
        > 16 => new(128, 32, 8, 4),
        _ => new(128, 16, 4, 4),
    };

    /// <summary>A shape for a result of a known size: a weight's gradient.</summary>
    public static TileShape Of(int rows, int columns) => rows > 64 ? Of(columns) : columns switch
    {
        > 64 => new(64, 128, 8, 8),
        > 32 => new(64, 64, 8, 8),
        > 16 => new(64, 32, 4, 4),
        _ => new(64, 16, 4, 4),
    };

    /// <summary>Tiles of so many columns.</summary>
    public int Across(int columns) => (columns + Columns - 1) / Columns;

    /// <summary>Tiles of so many rows.</summary>
    public int Down(int rows) => (rows + Rows - 1) / Rows;
}
