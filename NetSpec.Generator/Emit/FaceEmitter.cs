namespace NetSpec.Generator;

/// <summary>Prints a network's public members; all but the shortest way for one sample is in NetworkRunner.</summary>
internal static class FaceEmitter
{
    public static void Print(NetworkPlan plan, SourceWriter writer)
    {
        var (name, t) = (plan.Network.Spec.Name, plan.Precision.Keyword);
        var info = plan.Network;
        writer.Line("/// <summary>Values of one sample.</summary>");
        writer.Line($"public const int InputSize = {info.Spec.Input.Size};").Line();
        writer.Line("/// <summary>Values of one output.</summary>");
        writer.Line($"public const int OutputSize = {info.Output.Size};").Line();
        writer.Line("/// <summary>Values of one target: a class for cross entropy, else one per output.</summary>");
        writer.Line($"public const int TargetSize = {(info.Spec.Loss == Loss.CrossEntropy ? 1 : info.Output.Size)};").Line();
        writer.Line("/// <summary>Trained values, a tied weight counted once.</summary>");
        writer.Line($"public const int ParameterCount = {info.ParameterCount};").Line();
        writer.Line($"private readonly global::NetSpec.Runtime.NetworkRunner<{t}> _runner;").Line();

        writer.Line("/// <summary>A network with zero parameters: initialise or load them next.</summary>");
        writer.Line("/// <param name=\"path\">The vector width to use; by default the machine's, or what NETSPEC_ISA names.</param>");
        using (writer.Block($"public {name}(global::NetSpec.Runtime.VectorPath path = global::NetSpec.Runtime.VectorPath.Auto)"))
        {
            writer.Line($"Parameters = new global::NetSpec.Runtime.ParameterSet<{t}>(Info);");
            using (writer.Block($"global::NetSpec.Runtime.NetworkKernels<{t}> kernels = global::NetSpec.Runtime.VectorPaths.Resolve(path) switch", "};"))
            {
                writer.Line("global::NetSpec.Runtime.VectorPath.Vector512 => new Kernels512(),");
                writer.Line("global::NetSpec.Runtime.VectorPath.Vector256 => new Kernels256(),");
                writer.Line("_ => new Kernels128(),");
            }
            writer.Line($"_runner = new global::NetSpec.Runtime.NetworkRunner<{t}>(Info, Layout, kernels, Parameters);");
        }
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public global::NetSpec.Runtime.ParameterSet<{t}> Parameters {{ get; }}").Line();
        writer.Line($"global::NetSpec.Runtime.NetworkInfo global::NetSpec.Runtime.INetwork<{t}>.Info => Info;").Line();
        Methods(SingleEmitter.Fits(plan), t, writer);
    }

    private static void Methods(bool hasSingle, string t, SourceWriter writer)
    {
        writer.Line("/// <inheritdoc/>");
        if (hasSingle)
        {
            using (writer.Block($"public void Forward(ReadOnlySpan<{t}> input, Span<{t}> output)"))
            {
                writer.Line("if (input.Length == InputSize && output.Length == OutputSize) _runner.Single(input, output);");
                writer.Line("else _runner.Forward(input, output);");
            }
        }
        else
        {
            writer.Line($"public void Forward(ReadOnlySpan<{t}> input, Span<{t}> output) => _runner.Forward(input, output);");
        }
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public {t} Gradient(ReadOnlySpan<{t}> input, ReadOnlySpan<{t}> target, global::NetSpec.Runtime.GradientSet<{t}> into, global::NetSpec.Runtime.GradientRequest<{t}> request = default) =>");
        writer.Line("    _runner.Gradient(input, target, into, request);").Line();
        writer.Line("/// <inheritdoc/>");
        // Explicit: a member named Loss would hide the enum in the class's own attribute, [Network(30, Loss = Loss.Hinge)].
        writer.Line($"{t} global::NetSpec.Runtime.INetwork<{t}>.Loss(ReadOnlySpan<{t}> input, ReadOnlySpan<{t}> target, ReadOnlySpan<{t}> sampleWeights) => _runner.Loss(input, target, sampleWeights);").Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public void AccumulateCovariance(ReadOnlySpan<{t}> input, global::NetSpec.Runtime.CovarianceSet into) => _runner.AccumulateCovariance(input, into);").Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public void Observe(ReadOnlySpan<{t}> input, global::NetSpec.Runtime.ILayerObserver<{t}> observer) => _runner.Observe(input, observer);").Line();
    }
}
