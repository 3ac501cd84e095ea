using System.Collections.Immutable;

namespace NetSpec.Onnx.Import;

/// <summary>
/// Makes nested lists of layers of a graph of steps. Where two ways meet, what lies between the meeting and the last step that all ways share
/// (its immediate dominator) is a residual or a concat, and each way one of its lists.
/// </summary>
internal sealed class Outline
{
    // The language's reader stops at 64 levels of YAML, of which a residual takes several.
    private const int Deepest = 16;
    private const int MostLayers = 4096;

    private readonly Dictionary<Step, (int Number, Step? Dominator)> _steps = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Step> _placed = new(ReferenceEqualityComparer.Instance);
    private int _count;

    private Outline(Step output)
    {
        foreach (var step in InOrder(output))
            _steps[step] = (_steps.Count, step.Inputs.IsEmpty ? null : step.Inputs.Aggregate(Common));
    }

    /// <summary>The layers that lead to a step.</summary>
    /// <exception cref="Refusal">The graph is not made of residuals and concats.</exception>
    public static ImmutableArray<Placed> Of(Step output)
    {
        var outline = new Outline(output);
        return outline.List(output, outline._steps.Keys.Single(s => s.Inputs.IsEmpty), 0);
    }

    private static IEnumerable<Step> InOrder(Step output)
    {
        var (done, order, stack) = (new HashSet<Step>(ReferenceEqualityComparer.Instance), new List<Step>(), new Stack<(Step Step, int Next)>());
        stack.Push((output, 0));
        while (stack.TryPop(out var top))
        {
            if (top.Next == top.Step.Inputs.Length)
            {
                if (done.Add(top.Step)) order.Add(top.Step);
                continue;
            }
            stack.Push((top.Step, top.Next + 1));
            if (!done.Contains(top.Step.Inputs[top.Next])) stack.Push((top.Step.Inputs[top.Next], 0));
        }
        return order;
    }

    // The nearest step that every way to both goes through.
    private Step Common(Step a, Step b)
    {
        while (a != b)
        {
            if (_steps[a].Number > _steps[b].Number)
                a = _steps[a].Dominator!;
            else
                b = _steps[b].Dominator!;
        }
        return a;
    }

    private ImmutableArray<Placed> List(Step end, Step start, int depth)
    {
        if (depth > Deepest) throw new Refusal($"residuals and concats lie more than {Deepest} deep in one another").Beside(end);
        var layers = new List<Placed>();
        for (var step = end; step != start;)
        {
            if (++_count > MostLayers) throw new Refusal($"the network would have more than {MostLayers} layers").Beside(end);
            layers.Add(Place(step, depth));
            step = _steps[step].Dominator!;
        }
        layers.Reverse();
        return [.. layers];
    }

    private Placed Place(Step step, int depth)
    {
        var layer = step.Place();
        if (!layer.Weights.IsEmpty && !_placed.Add(step))
            throw new Refusal("what it gives is read in a way that residual and concat cannot say (it would have to stand in two lists)").Beside(step);
        if (step is not JoinStep join) return layer;
        var start = _steps[step].Dominator!;
        var branches = join.Inputs.Select(input => List(input, start, depth + 1)).ToImmutableArray();
        return join.IsSum ? layer with { Branches = BodyFirst(branches, step) } : layer with { Branches = branches };
    }

    private static ImmutableArray<ImmutableArray<Placed>> BodyFirst(ImmutableArray<ImmutableArray<Placed>> branches, Step step)
    {
        if (branches.All(b => b.IsEmpty)) throw new Refusal("it adds a value to itself").Beside(step);
        return branches[0].Length < branches[1].Length ? [branches[1], branches[0]] : branches;
    }
}
