namespace NetSpec.Runtime;

/// <summary>What a loss means for targets: which class they are, which answer is right, what a teacher's outputs turn them into.</summary>
internal abstract class LossRules
{
    private static readonly LossRules[] _all = MakeAll();

    /// <summary>The rules of a loss.</summary>
    public static LossRules Of(Loss loss) => _all[(int)loss];

    /// <summary>Number of classes that targets tell apart; 0 where targets are values.</summary>
    public abstract int Classes(NetworkInfo info);

    /// <summary>The class of a valid target; asked only where there are classes.</summary>
    public virtual int ClassOf(float target) => 0;

    /// <summary>Right answers among the outputs of one sample, as a share of its targets.</summary>
    public virtual double Right(ReadOnlySpan<float> output, ReadOnlySpan<float> target) => 0;

    /// <summary><see cref="Right"/> where each output answers one of two classes.</summary>
    protected double RightOfTwo(ReadOnlySpan<float> output, ReadOnlySpan<float> target)
    {
        var right = 0;
        for (var i = 0; i < target.Length; i++)
            right += BinaryAnswer.IsRight(output[i], ClassOf(target[i]) == 1) ? 1 : 0;
        return (double)right / target.Length;
    }

    /// <summary>The targets of distillation for one sample.</summary>
    /// <param name="teacher">The teacher's outputs.</param>
    /// <param name="target">The sample's own targets.</param>
    /// <param name="mixed">Receives as many values as the teacher gives.</param>
    public abstract void Mix(ReadOnlySpan<float> teacher, ReadOnlySpan<float> target, Span<float> mixed);

    /// <summary>Whether mixed targets are distributions over classes instead of classes.</summary>
    public virtual bool MixesToDistribution => false;

    private static LossRules[] MakeAll()
    {
        var rules = new LossRules[Enum.GetValues<Loss>().Length];
        rules[(int)Loss.Mse] = rules[(int)Loss.Mae] = rules[(int)Loss.Huber] = new ValueRules();
        rules[(int)Loss.Hinge] = new HingeRules();
        rules[(int)Loss.CrossEntropy] = new CrossEntropyRules();
        rules[(int)Loss.BinaryCrossEntropy] = new BinaryRules();
        return rules;
    }
}
