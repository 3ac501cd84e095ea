using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetSpec.Spec.Reading;

namespace NetSpec.Spec.Resolving;

/// <summary>One resolution of one spec.</summary>
internal sealed class Resolver(NetworkSpec spec, Action<SpecIssue> report)
{
    // The cost of naming, planning and compiling grows with the layers; the deepest networks in use have some hundreds.
    private const int MaximumLayers = 4096;

    private readonly Dictionary<string, ResolvedLayer> _earlier = new(StringComparer.Ordinal);
    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);
    private bool _failed;
    private int _layers;
    private long _parameters;

    public ResolvedNetwork? Resolve()
    {
        NameRules.Check(spec, Report);
        Collect(spec.Layers, "");
        if (_layers > MaximumLayers)
        {
            Report(SpecDiagnostics.TooManyLayers, $"The network has {_layers} layers; it may have at most {MaximumLayers}, inner ones included", "", "layers", null);
            return null;
        }
        if (spec.Layers.Count == 0)
            Report(SpecDiagnostics.NoLayers, "The network has no layers; it needs at least one", "", "layers", null);
        if (spec.Input.Size > int.MaxValue)
        {
            Report(SpecDiagnostics.TooManyValues, $"The input {spec.Input} has more than 2147483647 values", "", "input", null);
            return null;
        }
        var layers = ResolveList(spec.Layers, "", spec.Input, "the input");
        if (layers is not { IsEmpty: false } good) return null;
        var last = good[good.Length - 1];
        if (spec.Loss == Loss.CrossEntropy && last.Output.Rank > 1)
            Report(
                SpecDiagnostics.LossShape,
                $"The loss cross_entropy reads the logits of one sample, but '{last.Path}' gives the {(last.Output.IsSequence ? "sequence" : "image")} {last.Output}",
                "",
                "loss",
                null);
        return _failed ? null : new ResolvedNetwork(spec, good, last.Output, _parameters, TotalMacs(good));
    }

    public ResolvedLayer? FindEarlier(string path) => _earlier.TryGetValue(path, out var layer) ? layer : null;

    public bool IsKnown(string path) => _paths.Contains(path);

    public string? NearestEarlier(string path) => Nearest.Find(path, _earlier.Keys);

    public void Report(SpecDescriptor descriptor, string message, string path, string? key, Layer? layer)
    {
        _failed = true;
        report(new SpecIssue(descriptor.Id, message, path, key, layer));
    }

    private static long TotalMacs(ImmutableArray<ResolvedLayer> layers) => layers.Aggregate(0L, (sum, layer) => Sizes.Sum(sum, layer.Macs));

    private void Collect(EquatableArray<Layer> layers, string prefix)
    {
        foreach (var layer in layers)
        {
            _layers++;
            _paths.Add(prefix + layer.Name);
            foreach (var list in layer.Kind.Lists(layer))
                Collect(list.Layers, $"{prefix}{layer.Name}{list.Prefix}.");
        }
    }

    // Null where a layer has an error: what follows it reads an unknown shape.
    private ImmutableArray<ResolvedLayer>? ResolveList(EquatableArray<Layer> layers, string prefix, Shape input, string source)
    {
        var resolved = ImmutableArray.CreateBuilder<ResolvedLayer>(layers.Count);
        foreach (var layer in layers)
        {
            var path = prefix + layer.Name;
            if (ResolveLayer(layer, path, input, source) is not { } result) return null;
            resolved.Add(result);
            _earlier[path] = result;
            (input, source) = (result.Output, $"'{path}'");
        }
        return resolved.ToImmutable();
    }

    private ResolvedLayer? ResolveLayer(Layer layer, string path, Shape input, string source)
    {
        var branches = ImmutableArray.CreateBuilder<ResolvedBranch>();
        var lists = layer.Kind.Lists(layer);
        foreach (var list in lists)
        {
            if (ResolveList(list.Layers, $"{path}{list.Prefix}.", input, source) is { } inner)
                branches.Add(new ResolvedBranch(list.Role, inner));
        }
        if (branches.Count < lists.Length) return null;
        var place = new LayerPlace(layer, path, input, source, branches.ToImmutable(), this);
        if (layer.Kind.Resolve(layer, place) is not { } facts || !CheckActivation(layer, path, facts.Output) || !CountParameters(layer, path, facts)) return null;
        var macs = place.Branches.Aggregate(facts.Macs, (sum, branch) => Sizes.Sum(sum, TotalMacs(branch.Layers.Items)));
        return new ResolvedLayer(layer, path, input, facts.Output, facts.Parameters, macs, place.Branches, facts.TieOwner);
    }

    private bool CheckActivation(Layer layer, string path, Shape output)
    {
        if (layer.Activation is not { Kind: Activation.Softmax or Activation.LogSoftmax } activation || !output.IsSequence) return true;
        Report(
            SpecDiagnostics.SoftmaxOnSequence,
            $"The activation {SnakeCase.From(activation.Kind.ToString())} of '{path}' runs over units or channels, not on the sequence {output}",
            path,
            "activation",
            layer);
        return false;
    }

    private bool CountParameters(Layer layer, string path, LayerFacts facts)
    {
        foreach (var parameter in facts.Parameters)
        {
            if (parameter.Role is not (ParameterRole.RunningMean or ParameterRole.RunningVariance))
                _parameters = Sizes.Sum(_parameters, parameter.Length);
        }
        if (_parameters <= int.MaxValue) return true;
        Report(
            SpecDiagnostics.TooManyParameters,
            $"With '{path}' the network has more than 2147483647 parameters{(_parameters < long.MaxValue ? $" ({_parameters})" : "")}",
            path,
            layer.Kind.Keyword,
            layer);
        return false;
    }
}
