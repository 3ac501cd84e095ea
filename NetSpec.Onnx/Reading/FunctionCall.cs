using Proto = NetSpec.Onnx.Schema;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Reading;

/// <summary>One call of a function: its nodes with the caller's names and attributes in place of its own.</summary>
internal sealed class FunctionCall
{
    private readonly Proto.Function _function;
    private readonly Proto.Node _caller;
    private readonly int _number;
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal) { [""] = "" };

    public FunctionCall(Proto.Function function, Proto.Node caller, int number)
    {
        (_function, _caller, _number) = (function, caller, number);
        if (caller.Input.Count > function.Input.Count || caller.Output.Count > function.Output.Count)
        {
            throw new InputException(
                $"The call of the function '{function.Name}' has {caller.Input.Count} inputs and {caller.Output.Count} outputs; "
                + $"the function has {function.Input.Count} and {function.Output.Count}.");
        }
        for (var i = 0; i < function.Input.Count; i++)
            _names[function.Input[i]] = i < caller.Input.Count ? caller.Input[i] : "";
        for (var i = 0; i < caller.Output.Count; i++)
        {
            // A function may hand an input straight through: that name is taken, and needs a node of its own.
            if (caller.Output[i].Length > 0 && !_names.ContainsKey(function.Output[i])) _names[function.Output[i]] = caller.Output[i];
        }
    }

    public IEnumerable<Proto.Node> Nodes()
    {
        foreach (var node in _function.Node)
            yield return Translate(node);
        for (var i = 0; i < _caller.Output.Count; i++)
        {
            var given = Name(_function.Output[i]);
            if (given != _caller.Output[i] && _caller.Output[i].Length > 0)
                yield return new Proto.Node { OpType = "Identity", Input = { given }, Output = { _caller.Output[i] } };
        }
    }

    private Proto.Node Translate(Proto.Node node)
    {
        var copy = new Proto.Node { OpType = node.OpType, Domain = node.Domain, Name = node.Name.Length > 0 ? $"{_caller.Name}/{node.Name}" : "" };
        copy.Input.AddRange(node.Input.Select(Name));
        copy.Output.AddRange(node.Output.Select(Name));
        foreach (var attribute in node.Attribute)
        {
            if (Resolve(attribute) is { } resolved) copy.Attribute.Add(resolved);
        }
        return copy;
    }

    // A name of the function's inside, made one that no other call has; a space occurs in no exporter's names.
    private string Name(string inner)
    {
        if (_names.TryGetValue(inner, out var name)) return name;
        return _names[inner] = $"{_function.Name} {_number}: {inner}";
    }

    // Null: neither the caller nor the function gives a value, so the operator's own default holds.
    private Proto.Attribute? Resolve(Proto.Attribute attribute)
    {
        if (attribute.RefAttrName.Length == 0) return attribute;
        var found = _caller.Attribute.FirstOrDefault(a => a.Name == attribute.RefAttrName)
            ?? _function.AttributeProto.FirstOrDefault(a => a.Name == attribute.RefAttrName);
        if (found is null) return null;
        var copy = found.Clone();
        copy.Name = attribute.Name;
        return copy;
    }
}
