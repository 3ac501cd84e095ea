using System;
using System.Collections.Generic;

namespace NetSpec.Generator;

/// <summary>What the printers of operations share while one path's kernels are printed: the plan, the text, and the helper methods asked for so far.</summary>
internal sealed class KernelContext
{
    private readonly Asked _asked;
    private readonly HashSet<ParameterSlot> _written = [];

    public KernelContext(NetworkPlan plan, VectorTarget target, SourceWriter writer)
        : this(plan, target, writer, new Asked())
    {
    }

    private KernelContext(NetworkPlan plan, VectorTarget target, SourceWriter writer, Asked asked) =>
        (Plan, Target, Writer, _asked) = (plan, target, writer, asked);

    public NetworkPlan Plan { get; }

    public VectorTarget Target { get; }

    public SourceWriter Writer { get; }

    /// <summary>The same context over another text.</summary>
    public KernelContext With(SourceWriter writer) => new(Plan, Target, writer, _asked);

    /// <summary>The same context over another plan, which shares the helpers.</summary>
    public KernelContext With(NetworkPlan plan) => new(plan, Target, Writer, _asked);

    /// <summary>Whether this text is inference alone, so that nothing of training needs to be printed.</summary>
    public bool IsInference { get; set; }

    /// <summary>Number of the stage that is being printed.</summary>
    public int Stage { get; set; }

    /// <summary>Ends a stage: what follows needs what every slice has computed up to here. Without training there is nothing to wait for.</summary>
    /// <param name="training">The condition, in generated code.</param>
    /// <param name="result">What the method returns.</param>
    public void EndStage(string training, string result)
    {
        Stage++;
        Writer.Line($"if ({training}) return{result};");
        Writer.Line($"goto case {Stage};").Line();
        Writer.Line($"case {Stage}:");
    }

    public string Scalar => Target.Precision.Keyword;

    /// <summary>Asks for a helper method; each name is printed once, in the order of first asking.</summary>
    public string Need(string name, Action<SourceWriter> print)
    {
        _asked.Helpers.Add(name, print);
        return name;
    }

    /// <summary>Asks for a type that all widths share.</summary>
    public void Type(string name, Action<SourceWriter> print) => _asked.Types.Add(name, print);

    /// <summary>A name for a text: the same for the same text, with a number where another text has that name.</summary>
    public string NameOf(string name, string text)
    {
        for (var number = 1; ; number++)
        {
            var numbered = number == 1 ? name : $"{name}Nr{number}";
            if (!_asked.Texts.TryGetValue(numbered, out var there)) _asked.Texts.Add(numbered, there = text);
            if (there == text) return numbered;
        }
    }

    /// <summary>
    /// The call of a helper from the code of layers, up to its arguments. That code is printed once for all widths, so it calls the
    /// width that is its type argument.
    /// </summary>
    public string Call(string name)
    {
        if (!_asked.Called.Contains(name)) _asked.Called.Add(name);
        return $"{WidthName}.{name}";
    }

    /// <summary>Name of the type argument of the layers' code.</summary>
    public const string WidthName = "TWidth";

    /// <summary>The helpers that the code of layers calls.</summary>
    public IReadOnlyList<string> Called => _asked.Called;

    /// <summary>Prints the helpers; printing one may ask for more.</summary>
    public void PrintHelpers() => _asked.Helpers.Print(Writer);

    /// <summary>Prints the types that all widths share.</summary>
    public void PrintTypes(SourceWriter writer) => _asked.Types.Print(writer);

    /// <summary>Whether the gradient of a parameter is added to: always after its first writer, which may be a tied layer.</summary>
    public string AddsTo(ParameterSlot slot) => _written.Add(slot) ? "slice.Accumulate" : "true";

    /// <summary>A block around what computes the gradient of a value: a condition where only the caller may want it, else null.</summary>
    public IDisposable? IfWanted(Value value) => value.LeadsToInputOnly ? Writer.Block("if (slice.InputGradient != null)") : null;

    /// <summary>Rows of a value in generated code.</summary>
    public static string Rows(Value value) => value.RowsPerSample == 1 ? "samples" : $"samples * {value.RowsPerSample}";

    /// <summary>Asks for an epilogue that does not depend on an activation.</summary>
    public void Request(string epilogue) => _asked.Epilogues.Add(e => e.Print(epilogue));

    /// <summary>Asks for the epilogue of a forward multiplication; gives its name, and what its target holds beside memory and row.</summary>
    public (string Name, string Operands) Forward(WeightedSum sum)
    {
        var activation = sum.Activation is { } a ? ActivationCodes.Of(a) : null;
        if (activation is not null) Activation(activation);
        var before = sum.Folded is not null ? SumChange.ScaleAndShift : sum.Bias is not null ? SumChange.AddBias : SumChange.None;
        return (Forward(before, activation), sum switch
        {
            { Folded: { } folded } => $", Factor = packed + {folded.Scale}, Bias = packed + {folded.Shift}",
            { Bias: { } bias } => $", Bias = parameters + {bias.Offset}",
            _ => "",
        });
    }

    /// <summary>Asks for the epilogue of a forward multiplication and returns its name.</summary>
    public string Forward(SumChange before, ActivationUse? activation)
    {
        _asked.Epilogues.Add(e => e.Forward(before, activation));
        return EpilogueEmitter.ForwardName(before, activation);
    }

    /// <summary>Prints the epilogues asked for so far.</summary>
    public void PrintEpilogues(EpilogueEmitter emitter)
    {
        foreach (var request in _asked.Epilogues) request(emitter);
    }

    /// <summary>Asks for an activation's method.</summary>
    public string Activation(ActivationUse use)
    {
        Helpers(use);
        return Need(use.Name, w => VectorMethod(w, use.Name, "x", use.Code.Value(Target, use.Parameter)));
    }

    /// <summary>Asks for the method of an activation's derivative.</summary>
    public string Derivative(ActivationUse use)
    {
        Helpers(use);
        var argument = use.DerivativeReadsInput ? "x" : "y";
        return Need(use.DerivativeName, w => VectorMethod(w, use.DerivativeName, argument, use.Code.Derivative(Target, use.Parameter)));
    }

    private void Helpers(ActivationUse use)
    {
        if (use.Code.IsExponential)
        {
            MathMethods.Exp(this);
            MathMethods.LogOnePlus(this);
        }
        if (use.Code.Helpers is { } helpers) Need(use.Code.Kind + "Helpers", w => w.Lines(helpers(Target)));
    }

    private void VectorMethod(SourceWriter w, string name, string argument, string body)
    {
        w.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (w.Block($"public static {Target.Type} {name}({Target.Type} {argument})"))
            w.Lines(body);
    }

    // What the texts of one width have asked for so far.
    private sealed class Asked
    {
        public Declarations Helpers { get; } = new();

        public Declarations Types { get; } = new();

        public Dictionary<string, string> Texts { get; } = [];

        public List<string> Called { get; } = [];

        public List<Action<EpilogueEmitter>> Epilogues { get; } = [];
    }

    // Each name once, in the order of first asking.
    private sealed class Declarations
    {
        private readonly Dictionary<string, Action<SourceWriter>> _printers = [];
        private readonly List<string> _order = [];

        public void Add(string name, Action<SourceWriter> print)
        {
            if (_printers.ContainsKey(name)) return;
            _printers.Add(name, print);
            _order.Add(name);
        }

        public void Print(SourceWriter writer)
        {
            for (var i = 0; i < _order.Count; i++)
            {
                _printers[_order[i]](writer);
                writer.Line();
            }
        }
    }
}
