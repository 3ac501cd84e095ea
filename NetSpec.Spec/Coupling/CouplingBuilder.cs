using System;
using System.Collections.Generic;
using System.Linq;

namespace NetSpec.Spec.Coupling;

/// <summary>What the kinds say about units while a network is walked: who makes, follows and reads them, and which are the same.</summary>
internal sealed class CouplingBuilder
{
    private readonly UnionFind _sets = new();

    public List<UnitMaker> Makers { get; } = [];

    public List<UnitReader> Followers { get; } = [];

    public List<UnitReader> Consumers { get; } = [];

    public List<UnitSplit> Splits { get; } = [];

    /// <summary>Why a unit cannot be dropped, by id.</summary>
    public Dictionary<int, string> Refusals { get; } = [];

    /// <summary>What each path reads and gives, for ties.</summary>
    public Dictionary<string, (Units Input, Units Output)> Flows { get; } = new(StringComparer.Ordinal);

    public int Find(int id) => _sets.Find(id);

    /// <summary>New units, made by a layer (the empty path: the network's input).</summary>
    public Units Make(string path, int count)
    {
        var first = _sets.Add(count);
        Makers.Add(new UnitMaker(path, first, count));
        return new Units([new UnitRange(first, count, 1)], path);
    }

    /// <summary>A layer that has values of its own for each unit it passes on.</summary>
    public Units Follow(string path, Units units)
    {
        RefuseMixedBlocks(path, units);
        Followers.Add(new UnitReader(path, units));
        return units.After(path);
    }

    /// <summary>A layer that reads the units through a weight.</summary>
    public void Consume(string path, Units units)
    {
        RefuseMixedBlocks(path, units);
        Consumers.Add(new UnitReader(path, units));
    }

    /// <summary>Two tensors whose units are added, or read by one weight: kept and dropped together.</summary>
    public void Join(Units a, Units b)
    {
        foreach (var (left, right) in a.Ids().Zip(b.Ids(), (left, right) => (left, right)))
            _sets.Union(left, right);
    }

    /// <summary>Units that a layer reads or makes in groups of one size, of which as many must stay in each.</summary>
    public void Split(string path, Units units, int groups)
    {
        if (units.Ranges.Length == 1) Splits.Add(new UnitSplit(path, units.Ranges[0].First, groups));
        else Refuse(units, $"'{path}' reads several parts of a concat in {groups} groups");
    }

    /// <summary>Units that must all stay; the first reason given is kept.</summary>
    public void Refuse(Units units, string reason)
    {
        foreach (var range in units.Ranges)
        {
            for (var id = range.First; id < range.First + range.Count; id++)
            {
                if (!Refusals.ContainsKey(id)) Refusals.Add(id, reason);
            }
        }
    }

    /// <summary>Walks a list of layers; returns the units that it gives.</summary>
    public Units Walk(EquatableArray<ResolvedLayer> layers, Units units)
    {
        foreach (var layer in layers)
        {
            var input = units;
            units = layer.Layer.Kind.Couple(layer, input, this);
            if (layer.Layer.Activation is { Kind: Activation.Softmax or Activation.LogSoftmax })
                Refuse(units, $"the softmax of '{layer.Path}' runs over them");
            Flows[layer.Path] = (input, units);
        }
        return units;
    }

    // Readers know one number of positions for all their units.
    private void RefuseMixedBlocks(string path, Units units)
    {
        if (units.Ranges.Select(range => range.Positions).Distinct().Count() > 1)
            Refuse(units, $"'{path}' reads them in blocks of several sizes");
    }
}

/// <summary>A layer that makes units.</summary>
internal sealed record UnitMaker(string Path, int First, int Count);

/// <summary>A layer that works on units in groups.</summary>
internal sealed record UnitSplit(string Path, int First, int Groups);

/// <summary>A layer that reads units.</summary>
internal sealed record UnitReader(string Path, Units Units);
