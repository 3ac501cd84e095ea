namespace NetSpec.Runtime;

/// <content>One time step of a stream.</content>
public sealed unsafe partial class NetworkRunner<T>
{
    // Of its own: padding lanes of a step's rows lie elsewhere than those of a slice's.
    private readonly WorkspacePool<T> _step;

    /// <summary>One time step; see <see cref="IStreamingNetwork{T}.Step"/>.</summary>
    public void Step(ReadOnlySpan<T> input, Span<T> state, Span<T> output)
    {
        Lengths.Require(input.Length, 1, _info.InputShape[^1], nameof(input));
        Lengths.Require(state.Length, 1, _layout.StateSize, nameof(state));
        Lengths.Require(output.Length, 1, _info.OutputShape[^1], nameof(output));
        EnsureForwardCopies();
        var workspace = _step.Rent();
        fixed (T* x = input, s = state, y = output)
        {
            _kernels.Step(
                new Slice<T>
                {
                    Input = x,
                    Output = y,
                    Parameters = _parameters.Memory.Pointer,
                    Packed = _packed.Pointer,
                    Workspace = workspace.Pointer,
                    Samples = 1,
                },
                s);
        }
        _step.Return(workspace);
        GC.KeepAlive(this);
    }
}
