using System.Collections.Generic;

namespace NetSpec.Spec.Coupling;

/// <summary>Disjoint sets of unit ids; the smallest id stands for its set, so that the result does not depend on the order of unions.</summary>
internal sealed class UnionFind
{
    private readonly List<int> _parents = [];

    public int Count => _parents.Count;

    /// <summary>Adds ids that are each alone; returns the first.</summary>
    public int Add(int count)
    {
        var first = _parents.Count;
        for (var i = 0; i < count; i++) _parents.Add(first + i);
        return first;
    }

    public int Find(int id)
    {
        while (_parents[id] != id)
        {
            _parents[id] = _parents[_parents[id]];
            id = _parents[id];
        }
        return id;
    }

    public void Union(int a, int b)
    {
        (a, b) = (Find(a), Find(b));
        if (a < b) _parents[b] = a;
        else _parents[a] = b;
    }
}
