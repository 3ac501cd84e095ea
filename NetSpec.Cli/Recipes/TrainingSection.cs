using NetSpec.Runtime;
using NetSpec.Spec;
using NetSpec.Spec.Reading;
using NetSpec.Spec.Text;

namespace NetSpec.Cli.Recipes;

/// <summary>Reads <c>train:</c> and <c>finetune:</c>.</summary>
internal static class TrainingSection
{
    private static readonly NumberForm NotNegative = new("a number of 0 or more", value => value >= 0);

    /// <summary>Reads options; what is missing is as in the defaults.</summary>
    public static TrainingOptions Read(Section? section, TrainingOptions defaults, string folder, bool isFinetune = false)
    {
        if (section is null) return defaults;
        var options = defaults with
        {
            Optimizer = OptimizerSection.Read(section) ?? defaults.Optimizer,
            Schedule = ScheduleSection.Read(section, "schedule") ?? defaults.Schedule,
            Batch = section.Value("batch", WholeForm.Size) ?? defaults.Batch,
            Epochs = section.Value("epochs", WholeForm.Padding) ?? defaults.Epochs,
            Seed = section.Value("seed", SeedForm.Instance) ?? defaults.Seed,
            L1 = section.Value("l1", NotNegative) ?? defaults.L1,
            L2 = section.Value("l2", NotNegative) ?? defaults.L2,
            Clip = section.Value("clip", NumberForm.Positive) ?? defaults.Clip,
            Threads = section.Value("threads", WholeForm.Size) ?? defaults.Threads,
            ClassWeights = section.Value("class_weights", new ListForm<double>(NotNegative, WholeForm.Greatest, "a number of 0 or more for each class"))?.Items ?? defaults.ClassWeights,
            EarlyStopping = EarlyStopping(section) ?? defaults.EarlyStopping,
            Checkpoint = Checkpoint(section, folder) ?? defaults.Checkpoint,
            Augment = AugmentSection.Read(section) ?? defaults.Augment,
            Initializer = isFinetune ? defaults.Initializer : Initial(section) ?? defaults.Initializer,
            Distill = isFinetune && (section.Value("distill", BooleanForm.Instance) ?? false),
        };
        section.Close();
        return options;
    }

    private static string? Initial(Section section)
    {
        var name = section.Text("init", TextForm.Name);
        if (name is null || Initializer.Names.Contains(name)) return name;
        section.Fail(section.Find("init")!.Value, $"Unknown init '{name}'; {Nearest.Suggest(name, Initializer.Names)}");
        return null;
    }

    private static EarlyStopping? EarlyStopping(Section section)
    {
        if (section.Find("early_stopping") is { Value: ScalarNode })
            return section.Value("early_stopping", WholeForm.Size) is { } epochs ? new(epochs) : null;
        if (section.Inner("early_stopping") is not { } inner) return null;
        var patience = inner.Value("patience", WholeForm.Size);
        if (inner.Find("patience") is null) inner.Fail(inner.Node, "The key 'patience' is missing in 'early_stopping'; it takes a number of epochs");
        inner.Close();
        return patience is { } found ? new(found) : null;
    }

    private static CheckpointOptions? Checkpoint(Section section, string folder)
    {
        var form = new TextForm("the path of a .safetensors file");
        if (section.Find("checkpoint") is { Value: ScalarNode })
            return section.Text("checkpoint", form) is { } path ? new(Path.Combine(folder, path)) : null;
        if (section.Inner("checkpoint") is not { } inner) return null;
        var (inside, every) = (inner.Text("path", form), inner.Value("every", WholeForm.Size) ?? 1);
        if (inner.Find("path") is null) inner.Fail(inner.Node, $"The key 'path' is missing in 'checkpoint'; it takes {form.Expected}");
        inner.Close();
        return inside is null ? null : new(Path.Combine(folder, inside), every);
    }
}
