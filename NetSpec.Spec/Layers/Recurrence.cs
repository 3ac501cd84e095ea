using System.Collections.Immutable;
using NetSpec.Spec.Coupling;
using NetSpec.Spec.Reading;
using NetSpec.Spec.Resolving;
using NetSpec.Spec.Writing;

namespace NetSpec.Spec;

/// <summary>A layer with a state that starts at 0 and changes with every step of a sequence.</summary>
public abstract record Recurrent(int Units) : Layer
{
    /// <summary>Whether every step's state is given, or the last one's.</summary>
    public RecurrentReturn Return { get; init; }
}

/// <summary>What <c>rnn</c>, <c>gru</c> and <c>lstm</c> have in common; they differ by the number of their gates.</summary>
public abstract class RecurrentKind<TLayer> : LayerKind<TLayer>
    where TLayer : Recurrent
{
    private static readonly LayerOption<RecurrentReturn> _return =
        new("return", new WordForm<RecurrentReturn>(), RecurrentReturn.Last, "What the layer gives.");

    /// <summary>Blocks of rows in its matrices.</summary>
    public abstract int Gates { get; }

    private LayerOption<int> Units => new(Keyword, WholeForm.Size, 1, "Number of hidden units.");

    internal override ImmutableArray<LayerOption> Options => [_return];

    // The recurrent matrix reads the layer's own units.
    internal override Units Couple(ResolvedLayer layer, Units input, CouplingBuilder builder)
    {
        builder.Consume(layer.Path, input);
        var units = builder.Make(layer.Path, ((Recurrent)layer.Layer).Units);
        builder.Consume(layer.Path, units);
        return units;
    }

    private protected abstract TLayer Make(int units);

    private protected override TLayer ReadLayer(LayerReader reader) => Make(reader.Argument(Units)) with { Return = reader.Get(_return) };

    private protected override void Write(TLayer layer, LayerWriter writer)
    {
        writer.Always(Units, layer.Units);
        writer.Put(_return, layer.Return);
    }

    private protected override LayerFacts? Resolve(TLayer layer, LayerPlace place)
    {
        if (!place.Input.IsSequence) return place.FailInput("a sequence [time, features]");
        var (steps, features, units) = (place.Input[0], place.Input[1], layer.Units);
        var facts = layer.Return == RecurrentReturn.Sequence ? place.Gives(steps, units) : place.Gives(units);
        if (facts is null) return null;
        // PyTorch draws all four from +-1/sqrt(units), so that is the fan-in of each.
        return facts with
        {
            Parameters =
            [
                place.Parameter("weight_ih", ParameterRole.Weight, units, units, Gates * units, features),
                place.Parameter("weight_hh", ParameterRole.Weight, units, units, Gates * units, units),
                place.Parameter("bias_ih", ParameterRole.Bias, units, units, Gates * units),
                place.Parameter("bias_hh", ParameterRole.Bias, units, units, Gates * units),
            ],
            Macs = Sizes.Product(steps, Gates, units, features + units),
        };
    }
}
