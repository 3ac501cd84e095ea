using NetSpec.Cli.Hosting;
using NetSpec.Runtime;

namespace NetSpec.Cli.Outputs;

/// <summary>An evaluation as machines and people read it.</summary>
internal static class EvaluationReport
{
    /// <summary>{loss, accuracy or r2, samples, confusion}, and beside them what else was measured.</summary>
    public static Dictionary<string, object?> ToJson(Evaluation evaluation)
    {
        var result = new Dictionary<string, object?> { ["loss"] = evaluation.Loss };
        if (evaluation.Accuracy is { } accuracy) result["accuracy"] = accuracy;
        if (evaluation.R2 is { } r2) result["r2"] = r2;
        result["samples"] = evaluation.Samples;
        if (evaluation.Confusion is { } confusion) result["confusion"] = confusion;
        if (evaluation.TopK.Count > 0) result["topK"] = evaluation.TopK;
        if (evaluation.RocAuc is { } area) result["rocAuc"] = area;
        return result;
    }

    /// <summary>In one line.</summary>
    public static string ToText(Evaluation evaluation) =>
        $"loss {Text.Number(evaluation.Loss)}"
        + (evaluation.Accuracy is { } accuracy ? $", accuracy {Text.Number(accuracy)}" : "")
        + (evaluation.R2 is { } r2 ? $", R2 {Text.Number(r2)}" : "")
        + (evaluation.RocAuc is { } area ? $", ROC AUC {Text.Number(area)}" : "")
        + $", {Text.Count(evaluation.Samples)} samples";
}
