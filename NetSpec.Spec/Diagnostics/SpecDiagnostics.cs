using System.Collections.Immutable;

namespace NetSpec.Spec;

/// <summary>The table of diagnostics. NS1xxx come from a spec's text, NS2xxx from what its code needs; each has a page under docs/diagnostics.</summary>
public static class SpecDiagnostics
{
    /// <summary>Control characters.</summary>
    public static SpecDescriptor NotText { get; } =
        new("NS1001", "Not a text file", "A spec is YAML in UTF-8, without control characters.");

    /// <summary>Over 4 MB.</summary>
    public static SpecDescriptor TooLong { get; } = new("NS1002", "Spec too large", "A spec has at most 4 MB of text.");

    /// <summary>Over 64 levels.</summary>
    public static SpecDescriptor TooDeep { get; } = new("NS1003", "Nested too deeply", "Lists and mappings are at most 64 deep.");

    /// <summary>YAML syntax.</summary>
    public static SpecDescriptor InvalidYaml { get; } =
        new("NS1004", "Invalid YAML", "A spec is a YAML 1.2 document whose keys are words.");

    /// <summary>Aliases and anchors.</summary>
    public static SpecDescriptor Alias { get; } =
        new("NS1005", "Alias or anchor", "YAML aliases could make a short text expand without limit; a spec has none.");

    /// <summary>Tags.</summary>
    public static SpecDescriptor Tag { get; } = new("NS1006", "Tag", "The values of a spec are plain numbers, words, lists and mappings.");

    /// <summary>More than one document.</summary>
    public static SpecDescriptor SeveralDocuments { get; } = new("NS1007", "Several documents", "One file holds one network.");

    /// <summary>Nothing in the file.</summary>
    public static SpecDescriptor Empty { get; } =
        new("NS1008", "Empty spec", "A spec says at least its language version, name, input and layers.");

    /// <summary>Unknown key.</summary>
    public static SpecDescriptor UnknownKey { get; } =
        new("NS1010", "Unknown key", "A network, a layer or an option takes only the keys of its reference page.");

    /// <summary>Unknown layer kind.</summary>
    public static SpecDescriptor UnknownKind { get; } =
        new("NS1011", "Unknown layer kind", "A layer names one of the kinds of the language.");

    /// <summary>Missing key.</summary>
    public static SpecDescriptor MissingKey { get; } = new("NS1012", "Missing key", "A required key is not there.");

    /// <summary>Repeated key.</summary>
    public static SpecDescriptor RepeatedKey { get; } = new("NS1013", "Repeated key", "Each key may be given once.");

    /// <summary>Wrong type.</summary>
    public static SpecDescriptor WrongType { get; } =
        new("NS1014", "Wrong type of value", "The value is of another type than its key takes.");

    /// <summary>Several kinds in one layer.</summary>
    public static SpecDescriptor SeveralKinds { get; } =
        new("NS1015", "Several kinds in one layer", "A layer is a mapping that names exactly one kind.");

    /// <summary>No kind in a layer.</summary>
    public static SpecDescriptor NoKind { get; } =
        new("NS1016", "Layer without a kind", "A layer is a mapping that names exactly one kind.");

    /// <summary>Another language version.</summary>
    public static SpecDescriptor Version { get; } = new("NS1017", "Unsupported language version", "This version reads 'netspec: 1'.");

    /// <summary>No layers.</summary>
    public static SpecDescriptor NoLayers { get; } =
        new("NS1018", "No layers", "A network, and a residual's body, has at least one layer; a concat at least one branch.");

    /// <summary>Zero or negative size.</summary>
    public static SpecDescriptor TooSmall { get; } =
        new("NS1020", "Size of zero or below", "Sizes are whole numbers from 1 up; a padding may be 0.");

    /// <summary>Size beyond the limit.</summary>
    public static SpecDescriptor TooBig { get; } = new("NS1021", "Size too large", "A size is at most 2^20 (1048576).");

    /// <summary>NaN or infinite.</summary>
    public static SpecDescriptor NotFinite { get; } = new("NS1022", "Number not finite", "Numbers are finite in single precision.");

    /// <summary>Number outside its range.</summary>
    public static SpecDescriptor OutOfRange { get; } =
        new("NS1023", "Number out of range", "The number lies outside the range that its key takes.");

    /// <summary>Unknown word.</summary>
    public static SpecDescriptor UnknownWord { get; } = new("NS1024", "Unknown word", "The key takes one of a fixed list of words.");

    /// <summary>Parameter for an activation that takes none.</summary>
    public static SpecDescriptor ActivationParameter { get; } =
        new("NS1025", "Activation without a parameter", "Only leaky_relu and elu take a parameter.");

    /// <summary>Wrong number of values in a list.</summary>
    public static SpecDescriptor WrongCount { get; } =
        new("NS1026", "Wrong number of values", "A list holds another number of values than its key takes.");

    /// <summary>No identifier.</summary>
    public static SpecDescriptor NotIdentifier { get; } =
        new(
            "NS1030",
            "Not an identifier",
            "Names are C# identifiers: a letter or underscore, then letters, digits and underscores, at most 200 characters.");

    /// <summary>A keyword as a name.</summary>
    public static SpecDescriptor Keyword { get; } =
        new("NS1031", "Keyword as a name", "Names become names in generated code, where C#'s keywords cannot stand.");

    /// <summary>Duplicate layer name.</summary>
    public static SpecDescriptor DuplicateLayer { get; } =
        new("NS1032", "Duplicate layer name", "Layer names in one list differ, and not by case only.");

    /// <summary>Reserved layer name.</summary>
    public static SpecDescriptor ReservedName { get; } =
        new("NS1033", "Reserved layer name", "'mean', 'shortcut' and 'branch1', 'branch2', ... name other things in files.");

    /// <summary>A layer that cannot read the shape it gets.</summary>
    public static SpecDescriptor WrongShape { get; } =
        new("NS1040", "Layer cannot read this shape", "Each kind reads features, sequences or images as its reference page says.");

    /// <summary>Body and shortcut differ.</summary>
    public static SpecDescriptor ResidualShapes { get; } =
        new("NS1041", "Residual shapes differ", "A residual adds its body and its shortcut, so both give one shape.");

    /// <summary>Branches do not join.</summary>
    public static SpecDescriptor ConcatShapes { get; } =
        new("NS1042", "Concat shapes differ", "A concat joins units or channels; the other dimensions are the same in every branch.");

    /// <summary>Window beyond the padded input.</summary>
    public static SpecDescriptor Window { get; } =
        new("NS1043", "Window larger than its input", "A kernel or window, dilation included, fits into its padded input.");

    /// <summary>Groups do not divide.</summary>
    public static SpecDescriptor Groups { get; } =
        new("NS1044", "Groups do not divide", "Groups divide both the input's channels and the filters.");

    /// <summary>`same` where it has no meaning.</summary>
    public static SpecDescriptor SamePadding { get; } =
        new("NS1045", "Padding 'same' not possible", "'same' needs an odd kernel and stride 1.");

    /// <summary>Softmax on a sequence.</summary>
    public static SpecDescriptor SoftmaxOnSequence { get; } =
        new("NS1046", "Softmax on a sequence", "softmax and log_softmax run over units or channels, not on sequences.");

    /// <summary>Loss on a sequence or an image.</summary>
    public static SpecDescriptor LossShape { get; } =
        new("NS1047", "Loss cannot read the output", "cross_entropy reads logits of one sample, not a sequence or an image of them.");

    /// <summary>Padding beyond half the window.</summary>
    public static SpecDescriptor PoolPadding { get; } =
        new("NS1048", "Pooling padded too far", "A pooling window's padding is at most half of it, so that each window sees a value.");

    /// <summary>Tie to nothing.</summary>
    public static SpecDescriptor UnknownTie { get; } =
        new("NS1050", "Tie to an unknown layer", "A tie names an earlier dense layer by its full path.");

    /// <summary>Tie to a later layer.</summary>
    public static SpecDescriptor LaterTie { get; } = new("NS1051", "Tie to a later layer", "A tie names a layer that is computed before.");

    /// <summary>Tie to another kind.</summary>
    public static SpecDescriptor TieKind { get; } = new("NS1052", "Tie to another kind", "Only dense layers share weights.");

    /// <summary>Tie to another shape.</summary>
    public static SpecDescriptor TieShape { get; } =
        new("NS1053", "Tie to another shape", "A tied weight has the shape that the layer needs, transposed where the tie says so.");

    /// <summary>Too many parameters.</summary>
    public static SpecDescriptor TooManyParameters { get; } =
        new("NS1060", "Too many parameters", "A network has at most 2^31 - 1 parameters.");

    /// <summary>Too many values in one place.</summary>
    public static SpecDescriptor TooManyValues { get; } =
        new("NS1061", "Output too large", "A layer's input and output have at most 2^31 - 1 values each.");

    /// <summary>Too many layers.</summary>
    public static SpecDescriptor TooManyLayers { get; } =
        new("NS1062", "Too many layers", "A network has at most 4096 layers, inner ones included.");

    /// <summary>A kind without generated code.</summary>
    public static SpecDescriptor NotGenerated { get; } =
        new("NS2001", "Code of this kind is not generated yet", "The language has the kind, this version's generator does not.");

    /// <summary>A class that is not partial.</summary>
    public static SpecDescriptor NotPartial { get; } =
        new("NS2002", "Class takes no part", "The generator adds a part to the class, which is partial, at top level, and not static, abstract, generic or file.");

    /// <summary>Layer attributes on two declarations.</summary>
    public static SpecDescriptor TwoDeclarations { get; } =
        new("NS2003", "Layer attributes on two declarations", "The order of layers is that of one declaration.");

    /// <summary>Spec file not found.</summary>
    public static SpecDescriptor SpecNotFound { get; } =
        new("NS2004", "Spec file not found", "[NetworkSpec] names a *.net.yaml file of the project, relative to its own file.");

    /// <summary>Duplicate class name.</summary>
    public static SpecDescriptor DuplicateClass { get; } =
        new("NS2005", "Duplicate class name", "Class names of one project differ, and not by case only.");

    /// <summary>A project without unsafe code.</summary>
    public static SpecDescriptor UnsafeCode { get; } = new("NS2006", "Unsafe code is switched off", "Generated kernels work on pointers, which a project must allow.");

    /// <summary>A class with a name that generated code uses itself.</summary>
    public static SpecDescriptor MemberName { get; } =
        new("NS2007", "Name that generated code uses", "A class bears neither the name of one of its members nor that of a type that its code uses.");

    /// <summary>Kernels for devices without ILGPU.</summary>
    public static SpecDescriptor IlgpuMissing { get; } =
        new("NS2008", "ILGPU is not referenced", "Kernels for devices are compiled and started by the package ILGPU, which the project references itself.");

    /// <summary>Kernels for devices without ILGPU.Algorithms.</summary>
    public static SpecDescriptor AlgorithmsMissing { get; } =
        new("NS2009", "ILGPU.Algorithms is not referenced", "Exponentials, logarithms and roots on devices come from the package ILGPU.Algorithms.");

    /// <summary>Frozen weights that cannot be read.</summary>
    public static SpecDescriptor FrozenText { get; } =
        new("NS2010", "Frozen weights cannot be read", "A *.weights.txt file is as 'netspec freeze' wrote it, to the last value.");

    /// <summary>Frozen weights of another network.</summary>
    public static SpecDescriptor FrozenMisfit { get; } =
        new("NS2011", "Frozen weights do not fit", "A *.weights.txt file names a class of the project and holds each of its parameters in its shape.");

    /// <summary>Layer attributes without a network.</summary>
    public static SpecDescriptor LayersAlone { get; } =
        new("NS2012", "Layers without [Network]", "Layer attributes make a network where [Network] stands beside them.");

    /// <summary>A constructor beside the generated one that does not call it.</summary>
    public static SpecDescriptor Constructor { get; } =
        new("NS2013", "Constructor that leaves out the generated one", "The generated constructor makes a network's parameters and kernels, so every other one calls it.");

    /// <summary>A project without the runtime.</summary>
    public static SpecDescriptor RuntimeMissing { get; } =
        new("NS2014", "NetSpec.Runtime is not referenced", "Generated code calls the runtime, which is for .NET 10 and later.");

    /// <summary>Every diagnostic, by id.</summary>
    public static ImmutableArray<SpecDescriptor> All { get; } =
    [
        NotText, TooLong, TooDeep, InvalidYaml, Alias, Tag, SeveralDocuments, Empty,
        UnknownKey, UnknownKind, MissingKey, RepeatedKey, WrongType, SeveralKinds, NoKind, Version, NoLayers,
        TooSmall, TooBig, NotFinite, OutOfRange, UnknownWord, ActivationParameter, WrongCount,
        NotIdentifier, Keyword, DuplicateLayer, ReservedName,
        WrongShape, ResidualShapes, ConcatShapes, Window, Groups, SamePadding, SoftmaxOnSequence, LossShape, PoolPadding,
        UnknownTie, LaterTie, TieKind, TieShape,
        TooManyParameters, TooManyValues, TooManyLayers,
        NotGenerated, NotPartial, TwoDeclarations, SpecNotFound, DuplicateClass, UnsafeCode, MemberName,
        IlgpuMissing, AlgorithmsMissing, FrozenText, FrozenMisfit, LayersAlone, Constructor, RuntimeMissing,
    ];
}
