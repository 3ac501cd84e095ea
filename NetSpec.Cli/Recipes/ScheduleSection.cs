using NetSpec.Runtime;
using NetSpec.Spec.Reading;

namespace NetSpec.Cli.Recipes;

/// <summary>
/// Reads <c>schedule: constant</c>, <c>cosine</c> or <c>{ cosine: { minimum: 0 } }</c>, <c>{ step: { every: 10, factor: 0.1 } }</c>,
/// <c>{ warmup: { epochs: 5, then: cosine } }</c> (or steps: instead of epochs:).
/// </summary>
internal static class ScheduleSection
{
    private static readonly Dictionary<string, Func<Section?, Section, Schedule?>> Kinds = new()
    {
        ["constant"] = (_, _) => Schedule.Constant,
        ["step"] = (keys, owner) => Required(keys, owner, "step", "every") is { } every
            ? new StepSchedule(every, keys!.Value("factor", NumberForm.Positive) ?? 0.1) : null,
        ["cosine"] = (keys, _) => new CosineSchedule(keys?.Value("minimum", new NumberForm("a number of 0 or more", v => v >= 0)) ?? 0),
        ["warmup"] = Warmup,
    };

    public static Schedule? Read(Section section, string key)
    {
        if (section.Named(key, [.. Kinds.Keys]) is not var (name, keys, _)) return null;
        var schedule = Kinds[name](keys, section);
        keys?.Close();
        return schedule;
    }

    private static Schedule? Warmup(Section? keys, Section owner)
    {
        var steps = keys?.Value("steps", WholeForm.Size);
        var length = steps ?? Required(keys, owner, "warmup", "epochs");
        var then = keys is null ? null : Read(keys, "then");
        if (then is WarmupSchedule)
        {
            keys!.Fail(keys.Find("then")!.Value, "After 'warmup' comes constant, step or cosine");
            return null;
        }
        if (keys?.Find("steps") is not null && keys.Find("epochs") is { } both)
            keys.Fail(both.KeyNode, "'warmup' takes 'epochs' or 'steps', not both");
        return length is { } found ? new WarmupSchedule(found, steps is null ? WarmupUnit.Epochs : WarmupUnit.Steps, then) : null;
    }

    private static int? Required(Section? keys, Section owner, string name, string key)
    {
        if (keys?.Find(key) is not null) return keys.Value(key, WholeForm.Size);
        owner.Fail(keys?.Node ?? owner.Find("schedule")?.Value ?? owner.Node, $"The key '{key}' is missing in '{name}'; it takes {WholeForm.Size.Expected}");
        return null;
    }
}
