using System.Diagnostics;
using ILGPU.Runtime;
using NetSpec.Runtime;
using NetSpec.Samples.Ilgpu;

// Trains a network on handwritten digits twice, on a device and on the processor, from the same initial parameters and in the same order.
const int Batch = 64;
const double Rate = 0.002;
var kind = args.FirstOrDefault("cuda");
if (Devices.Open(kind) is not var (context, accelerator))
{
    Console.Error.WriteLine($"There is no device of the kind '{kind}' here; kinds are {Devices.Names}.");
    return 2;
}
using var ofContext = context;
using var ofAccelerator = accelerator;
var epochs = args.Length > 1 ? int.Parse(args[1]) : kind == "cpu" ? 1 : 20;

using var digits = DataLoader.Load(DataOptions.Parse("digits:test=0.2,seed=1", ""));
var count = (int)digits.Train.Count;
var (images, labels) = (new float[count * Digits.InputSize], new float[count]);
digits.Train.Read([.. Enumerable.Range(0, count).Select(i => (long)i)], images, labels);

var onProcessor = new Digits();
Initializer.Apply(onProcessor.Parameters, null, seed: 1);
using var onDevice = new DigitsGpu(accelerator);
Initializer.Apply(onDevice.Parameters, null, seed: 1);

Console.WriteLine(FormattableString.Invariant($"{count} digits, {epochs} epochs of batches of {Batch}, Adam"));
Show("processor", onProcessor, TrainOnProcessor());
Show(accelerator.Name, onDevice, TrainOnDevice());
Console.WriteLine(FormattableString.Invariant($"largest difference of a weight: {Difference():0.0e+00}; sums run in another order, and steps carry the last digits on"));
return 0;

double TrainOnProcessor()
{
    var optimizer = new OptimizerOptions("adam").Create(onProcessor.Parameters);
    var gradient = new GradientSet<float>(onProcessor.Parameters);
    return Seconds((first, samples) =>
    {
        onProcessor.Gradient(images.AsSpan(first * Digits.InputSize, samples * Digits.InputSize), labels.AsSpan(first, samples), gradient, new() { Training = true });
        optimizer.Step(gradient, Rate);
    });
}

double TrainOnDevice()
{
    // The digits lie in the device's memory; steps are queued there and not waited for.
    using var imageBuffer = accelerator.Allocate1D(images);
    using var labelBuffer = accelerator.Allocate1D(labels);
    onDevice.UseOptimizer(new("adam"));
    Step(0, Math.Min(Batch, count));
    onDevice.Synchronize();
    // That was to compile the kernels: from the start again.
    onDevice.UseOptimizer(new("adam"));
    onDevice.Parameters.MarkChanged();
    var seconds = Seconds(Step, onDevice.Synchronize);
    Console.WriteLine(FormattableString.Invariant($"loss of the last step {onDevice.LastLoss():F4}"));
    onDevice.Download();
    return seconds;

    void Step(int first, int samples) => onDevice.TrainStep(
        imageBuffer.View.BaseView.SubView(first * (long)Digits.InputSize, samples * (long)Digits.InputSize), labelBuffer.View.BaseView.SubView(first, samples), Rate);
}

double Seconds(Action<int, int> step, Action? wait = null)
{
    var clock = Stopwatch.StartNew();
    for (var epoch = 0; epoch < epochs; epoch++)
    {
        for (var first = 0; first < count; first += Batch) step(first, Math.Min(Batch, count - first));
    }
    wait?.Invoke();
    return clock.Elapsed.TotalSeconds;
}

void Show(string device, INetwork network, double seconds)
{
    var test = Evaluator.Evaluate(network, digits.Test!);
    Console.WriteLine(FormattableString.Invariant($"{device}: {seconds:F3} s, test loss {test.Loss:F4}, accuracy {test.Accuracy:P1} of {test.Samples} digits"));
}

float Difference()
{
    ReadOnlySpan<float> processor = onProcessor.Parameters.Memory.Span, device = onDevice.Parameters.Memory.Span;
    var largest = 0f;
    for (var i = 0; i < processor.Length; i++) largest = Math.Max(largest, Math.Abs(processor[i] - device[i]));
    return largest;
}
