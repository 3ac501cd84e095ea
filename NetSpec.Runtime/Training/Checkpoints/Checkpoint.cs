namespace NetSpec.Runtime;

/// <summary>
/// A training in one safetensors file: parameters, the optimizer's state, the best epoch's parameters and what each epoch gave, with the
/// options it belongs to as metadata. Going on from it gives the same bits as never having stopped.
/// </summary>
internal sealed class Checkpoint(string path, string fingerprint, TrainingState state)
{
    private const string OptionsKey = "netspec.training";
    private const string ParameterPrefix = "parameters.";
    private const string BestPrefix = "best.";

    /// <summary>Replaces the file, whole or not at all.</summary>
    public void Save()
    {
        var tensors = new NamedTensors();
        var parameters = state.Parameters.Info.Parameters;
        PackedTensors.Save(tensors, ParameterPrefix, state.Parameters.Memory, parameters);
        state.Optimizer.Save(tensors);
        if (state.Best is { } best)
            PackedTensors.Save(tensors, BestPrefix, best.Memory, parameters);
        History.Save(tensors, state.History);
        tensors.Metadata[OptionsKey] = fingerprint;
        Safetensors.Write(path, tensors);
    }

    /// <summary>Takes up the file's state where there is a file.</summary>
    /// <exception cref="InputException">The file is no checkpoint, or one of another training, or further than the epochs asked for.</exception>
    public void Resume(int epochs)
    {
        if (!File.Exists(path)) return;
        var tensors = Safetensors.Read(path);
        CheckOptions(tensors);
        var history = History.Load(tensors).ToList();
        if (history.Count > epochs)
            throw new InputException($"'{path}' is a checkpoint after epoch {history.Count}, but training is to end after epoch {epochs}.");
        var parameters = state.Parameters.Info.Parameters;
        PackedTensors.Load(tensors, ParameterPrefix, state.Parameters.Memory, parameters);
        state.Optimizer.Load(tensors);
        if (state.Best is { } best)
            PackedTensors.Load(tensors, BestPrefix, best.Memory, parameters);
        state.Resume(history);
        state.Parameters.MarkChanged();
    }

    private void CheckOptions(NamedTensors tensors)
    {
        if (!tensors.Metadata.TryGetValue(OptionsKey, out var found))
            throw new InputException($"'{path}' is no training checkpoint; give another path or remove it.");
        if (found == fingerprint) return;
        if (!found.Contains(TrainingFingerprint.StartKey, StringComparison.Ordinal))
        {
            throw new InputException(
                $"'{path}' is a checkpoint of an earlier build, which does not say from which parameters and on which data it was trained, so it cannot be told "
                + "whether it belongs to this training. Give another path, or remove it to start afresh.");
        }
        var (theirs, ours) = (found.Split('\n'), fingerprint.Split('\n'));
        var differences = ours.Except(theirs).Select(line => $"'{line}' (there '{Find(theirs, line)}')");
        throw new InputException(
            $"'{path}' is a checkpoint of another training; here it is {string.Join(", ", differences)}. Give another path, or remove it to start afresh.");
    }

    private static string Find(string[] lines, string line)
    {
        var key = line[..(line.IndexOf(':', StringComparison.Ordinal) + 1)];
        return lines.FirstOrDefault(other => other.StartsWith(key, StringComparison.Ordinal)) ?? "not said";
    }
}
