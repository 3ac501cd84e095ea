using System.Globalization;
using System.Text;
using NetSpec.Cli.Outputs;
using NetSpec.Runtime;

namespace NetSpec.Cli.Running;

/// <summary>Every epoch of a run, for log.csv.</summary>
internal sealed class RunLog(RunFiles files)
{
    private readonly StringBuilder _text = new("repeat,network,epoch,trainLoss,trainAccuracy,validationLoss,validationAccuracy,learningRate,seconds\n");
    private bool _isNew;

    /// <summary>Adds an epoch.</summary>
    public void Add(int repeat, string network, EpochResult epoch)
    {
        string[] fields =
        [
            repeat.ToString(CultureInfo.InvariantCulture), network, epoch.Epoch.ToString(CultureInfo.InvariantCulture),
            .. new[] { epoch.TrainLoss, epoch.TrainAccuracy, epoch.ValidationLoss, epoch.ValidationAccuracy, epoch.LearningRate, epoch.Seconds }.Select(Csv.Number),
        ];
        _text.Append(string.Join(',', fields)).Append('\n');
        _isNew = true;
    }

    /// <summary>Writes the epochs so far where there are new ones: after each training, however it ends.</summary>
    public void Save()
    {
        if (_isNew) Write();
    }

    /// <summary>The same where something failed already that is to be said, and not that the log could not be written either.</summary>
    public void TrySave()
    {
        try
        {
            Save();
        }
        catch (InputException)
        {
            _isNew = false;
        }
    }

    /// <summary>Writes the epochs so far.</summary>
    public void Write()
    {
        AtomicFile.WriteText(files.At(RunFiles.Log), _text.ToString());
        _isNew = false;
    }
}
