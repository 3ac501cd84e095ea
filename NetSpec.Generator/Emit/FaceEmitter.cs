namespace NetSpec.Generator;

/// <summary>Prints a network's public members; all but the shortest way for one sample is in NetworkRunner.</summary>
internal static class FaceEmitter
{
    public static void Print(NetworkPlan plan, SourceWriter writer)
    {
        var (name, t) = (plan.Network.Spec.Name, plan.Precision.Keyword);
        var info = plan.Network;
        writer.Line($"/// <summary>Values of one sample, {DocumentationEmitter.Shape(info.Spec.Input)}.</summary>");
        writer.Line($"public const int InputSize = {info.Spec.Input.Size};").Line();
        writer.Line($"/// <summary>Values of one output, {DocumentationEmitter.Shape(info.Output)}.</summary>");
        writer.Line($"public const int OutputSize = {info.Output.Size};").Line();
        writer.Line($"/// <summary>Values of one target: {DocumentationEmitter.Target(info)}.</summary>");
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
                writer.Line("global::NetSpec.Runtime.VectorPath.Vector512 => new Kernels.Width512.Network(),");
                writer.Line("global::NetSpec.Runtime.VectorPath.Vector256 => new Kernels.Width256.Network(),");
                writer.Line("_ => new Kernels.Width128.Network(),");
            }
            writer.Line($"_runner = new global::NetSpec.Runtime.NetworkRunner<{t}>(Info, Layout, kernels, Parameters);");
        }
        writer.Line();
        if (plan.Step is not null) Step(plan, writer);
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public global::NetSpec.Runtime.ParameterSet<{t}> Parameters {{ get; }}").Line();
        writer.Line($"global::NetSpec.Runtime.NetworkInfo global::NetSpec.Runtime.INetwork<{t}>.Info => Info;").Line();
        Methods(SingleEmitter.Fits(plan), t, writer);
    }

    private static void Step(NetworkPlan plan, SourceWriter writer)
    {
        var t = plan.Precision.Keyword;
        writer.Line("/// <summary>Values that a stream keeps from step to step.</summary>");
        writer.Line($"public const int StateSize = {plan.StateSize};").Line();
        writer.Line($"int global::NetSpec.Runtime.IStreamingNetwork<{t}>.StateSize => StateSize;").Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public void Step(ReadOnlySpan<{t}> input, Span<{t}> state, Span<{t}> output) => _runner.Step(input, state, output);").Line();
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
        writer.Line($"public {t} Train(ReadOnlySpan<{t}> input, ReadOnlySpan<{t}> target, global::NetSpec.Runtime.GradientSet<{t}> scratch, global::NetSpec.Runtime.TrainingStep<{t}> step, global::NetSpec.Runtime.GradientRequest<{t}> request = default) =>");
        writer.Line("    _runner.Train(input, target, scratch, step, request);").Line();
        writer.Line("/// <inheritdoc/>");
        // Explicit: a member named Loss would hide the enum in the class's own attribute, [Network(30, Loss = Loss.Hinge)].
        writer.Line($"{t} global::NetSpec.Runtime.INetwork<{t}>.Loss(ReadOnlySpan<{t}> input, ReadOnlySpan<{t}> target, ReadOnlySpan<{t}> sampleWeights) => _runner.Loss(input, target, sampleWeights);").Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public void AccumulateCovariance(ReadOnlySpan<{t}> input, global::NetSpec.Runtime.CovarianceSet into) => _runner.AccumulateCovariance(input, into);").Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public void Observe(ReadOnlySpan<{t}> input, global::NetSpec.Runtime.ILayerObserver<{t}> observer) => _runner.Observe(input, observer);").Line();
        writer.Line("/// <summary>Sets the parameters from a seed.</summary>");
        writer.Line("/// <param name=\"seed\">The same seed gives the same parameters.</param>");
        writer.Line("/// <param name=\"kind\">he, glorot, pytorch or orthogonal; null chooses by the activation that follows.</param>");
        writer.Line("public void Initialize(ulong seed, string? kind = null) => global::NetSpec.Runtime.Initializer.Apply(Parameters, kind, seed);").Line();
        writer.Line("/// <summary>Reads the parameters from a safetensors file with PyTorch's names and layouts.</summary>");
        writer.Line("/// <exception cref=\"global::NetSpec.Runtime.InputException\">Tensors are missing, extra, of another shape or not finite; all of them are listed.</exception>");
        writer.Line("public void Load(string path) => global::NetSpec.Runtime.Weights.Load(Parameters, global::NetSpec.Runtime.Safetensors.Read(path), source: path);").Line();
        writer.Line("/// <summary>Writes the parameters as a safetensors file, whole or not at all.</summary>");
        writer.Line("public void Save(string path) => global::NetSpec.Runtime.Safetensors.Write(path, global::NetSpec.Runtime.Weights.Save(Parameters));").Line();
    }
}
