using System.Collections.Immutable;
using NetSpec.Spec.Coupling;
using NetSpec.Spec.Reading;
using NetSpec.Spec.Resolving;
using NetSpec.Spec.Writing;

namespace NetSpec.Spec;

/// <summary>Normalises each feature or channel over the batch, then scales and shifts it.</summary>
public sealed record BatchNorm(double Epsilon = 1e-5, double Momentum = 0.1) : Layer
{
    /// <inheritdoc/>
    public override LayerKind Kind => BatchNormKind.Instance;
}

/// <summary>The kind <c>batchnorm</c>.</summary>
public sealed class BatchNormKind : LayerKind<BatchNorm>
{
    private static readonly LayerOption<double> _epsilon = new("epsilon", NumberForm.Positive, 1e-5, "Added to the variance.");
    private static readonly LayerOption<double> _momentum =
        new("momentum", NumberForm.Fraction, 0.1, "Share of a new batch in the running statistics.");

    /// <summary>The one instance.</summary>
    public static BatchNormKind Instance { get; } = new();

    /// <inheritdoc/>
    public override string Keyword => "batchnorm";

    /// <inheritdoc/>
    public override string Summary => "Normalises each feature or channel over the batch, then scales and shifts it.";

    /// <inheritdoc/>
    public override string AttributeName => nameof(BatchNormAttribute);

    internal override ImmutableArray<LayerOption> Options => [_epsilon, _momentum];

    internal override Units Couple(ResolvedLayer layer, Units input, CouplingBuilder builder) => builder.Follow(layer.Path, input);

    private protected override BatchNorm ReadLayer(LayerReader reader)
    {
        reader.NoArgument();
        return new BatchNorm(reader.Get(_epsilon), reader.Get(_momentum));
    }

    private protected override void Write(BatchNorm layer, LayerWriter writer)
    {
        writer.Bare(Keyword);
        writer.Put(_epsilon, layer.Epsilon);
        writer.Put(_momentum, layer.Momentum);
    }

    private protected override LayerFacts? Resolve(BatchNorm layer, LayerPlace place)
    {
        if (place.Input.IsSequence) return place.FailInput("[features] or an image [channels, height, width]");
        var channels = place.Input[0];
        return place.Keeps() with
        {
            Parameters =
            [
                place.Parameter("weight", ParameterRole.Scale, 1, 1, channels),
                place.Parameter("bias", ParameterRole.Bias, 1, 1, channels),
                place.Parameter("running_mean", ParameterRole.RunningMean, 1, 1, channels),
                place.Parameter("running_var", ParameterRole.RunningVariance, 1, 1, channels),
            ],
        };
    }
}
