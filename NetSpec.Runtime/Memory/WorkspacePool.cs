namespace NetSpec.Runtime;

/// <summary>
/// Workspaces of one size, pooled per instance: a thread-static would keep collectible assemblies alive. Renting allocates only until
/// there are as many workspaces as threads.
/// </summary>
public sealed class WorkspacePool<T>(long length)
    where T : unmanaged
{
    private readonly AlignedMemory<T>?[] _free = new AlignedMemory<T>?[Math.Max(16, 2 * Environment.ProcessorCount)];

    /// <summary>Takes a workspace; its contents are whatever its last user left, padding lanes zero.</summary>
    public AlignedMemory<T> Rent()
    {
        for (var i = 0; i < _free.Length; i++)
        {
            if (_free[i] is not null && Interlocked.Exchange(ref _free[i], null) is { } workspace)
                return workspace;
        }
        return new AlignedMemory<T>(length);
    }

    /// <summary>Gives a workspace back.</summary>
    public void Return(AlignedMemory<T> workspace)
    {
        for (var i = 0; i < _free.Length; i++)
        {
            if (_free[i] is null && Interlocked.CompareExchange(ref _free[i], workspace, null) is null)
                return;
        }
        workspace.Dispose();
    }
}
