using System.Diagnostics;
using System.Globalization;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using NetSpec.Runtime;

namespace NetSpec.Tests.Ilgpu;

/// <summary>Figures on the GPU, for samples that lie in its memory: times are medians of rounds, each long enough to hide the launch of its first kernel.</summary>
internal static class Speed
{
    private const int Rounds = 15;

    public static int Run()
    {
        var failures = 0;
        using var context = Context.Create(b => b.Cuda().EnableAlgorithms().Optimize(OptimizationLevel.O2));
        using var accelerator = context.GetCudaDevice(0).CreateCudaAccelerator(context);
        Console.WriteLine($"{accelerator.Name}, {accelerator.NumMultiprocessors} multiprocessors, {accelerator.MemorySize >> 30} GB, clock {accelerator.ClockRate / 1000} MHz, memory {accelerator.MemoryClockRate / 1000} MHz x {accelerator.MemoryBusWidth} bits");
        var peak = 2.0 * 128 * accelerator.NumMultiprocessors * accelerator.ClockRate * 1e3;
        Console.WriteLine($"FP32 peak at that clock {peak / 1e12:0.0} TFLOP/s");
        failures += Try("copy", () => Copy(accelerator));
        foreach (var samples in new[] { 1 << 24, 1 << 16 })
        {
            foreach (var fused in new[] { true, false })
            {
                var form = fused ? "one kernel" : "layer by layer";
                if (!fused && samples > 1 << 20) continue;
                failures += Try($"A forward {form}", () => Forward(accelerator, new NarrowNetGpu(accelerator) { UsesFusedKernels = fused }, (n, x, y) => n.Forward(x, y), n => n.Synchronize(), samples, 30, 1, 802, peak));
                failures += Try($"A training {form}", () => Train(accelerator, new NarrowNetGpu(accelerator) { UsesFusedKernels = fused }, (n, x, t) => n.TrainStep(x, t, 1e-3), n => n.Synchronize(), n => n.LastLoss(), samples, 30, 1, 1, 802 + 802 + 322, peak));
            }
        }
        foreach (var samples in new[] { 65536, 16384, 2048 })
        {
            failures += Try("B forward", () => Forward(accelerator, new WideNetGpu(accelerator), (n, x, y) => n.Forward(x, y), n => n.Synchronize(), samples, 784, 10, 109_184, peak));
            failures += Try("B training", () => Train(accelerator, new WideNetGpu(accelerator), (n, x, t) => n.TrainStep(x, t, 1e-3), n => n.Synchronize(), n => n.LastLoss(), samples, 784, 1, 10, (2 * 109_184) + 8_832, peak));
        }
        return failures;
    }

    private static void Copy(Accelerator accelerator)
    {
        using var from = accelerator.Allocate1D<float>(1L << 28);
        using var to = accelerator.Allocate1D<float>(1L << 28);
        var seconds = Measure(() => from.View.BaseView.CopyTo(accelerator.DefaultStream, to.View.BaseView), accelerator.Synchronize);
        Console.WriteLine($"copy of 1 GB: {2 * 4.0 * (1L << 28) / seconds / 1e12:0.00} TB/s read and written");
    }

    private static void Forward<T>(Accelerator accelerator, T network, Action<T, ArrayView<float>, ArrayView<float>> run, Action<T> wait, int samples, int inputs, int outputs, long macs, double peak)
        where T : DeviceNetwork
    {
        using var _ = network;
        Initializer.Apply(network.Parameters, null, 1);
        using var x = Random(accelerator, (long)samples * inputs, 0);
        using var y = accelerator.Allocate1D<float>((long)samples * outputs);
        var seconds = Measure(() => run(network, x.View.BaseView, y.View.BaseView), () => wait(network));
        Print($"{network.Info.Name} forward", samples, seconds, 2.0 * macs * samples, 4.0 * samples * (inputs + outputs), peak);
        Compare(network, x, y, samples, inputs, outputs);
    }

    // The first samples against the same network on the processor.
    private static void Compare(DeviceNetwork network, MemoryBuffer1D<float, Stride1D.Dense> x, MemoryBuffer1D<float, Stride1D.Dense> y, int samples, int inputs, int outputs)
    {
        var count = Math.Min(samples, 4096);
        var (input, found, expected) = (new float[count * inputs], new float[count * outputs], new float[count * outputs]);
        x.View.SubView(0, input.Length).CopyToCPU(input);
        y.View.SubView(0, found.Length).CopyToCPU(found);
        var processor = (INetwork<float>)Activator.CreateInstance(network.GetType().Assembly.GetType(network.GetType().FullName![..^3])!, VectorPath.Auto)!;
        Initializer.Apply(processor.Parameters, null, 1);
        processor.Forward(input, expected);
        var largest = found.Zip(expected, (a, b) => Math.Abs(a - b)).Max() / expected.Max(Math.Abs);
        if (!(largest < 1e-4)) throw new InvalidOperationException($"outputs differ from the processor's by {largest:0.0e+00}");
    }

    private static void Train<T>(Accelerator accelerator, T network, Action<T, ArrayView<float>, ArrayView<float>> step, Action<T> wait, Func<T, double> loss, int samples, int inputs, int targets, int classes, long macs, double peak)
        where T : DeviceNetwork
    {
        using var _ = network;
        Initializer.Apply(network.Parameters, null, 1);
        network.UseOptimizer(new("sgd"));
        using var x = Random(accelerator, (long)samples * inputs, 0);
        using var t = Random(accelerator, (long)samples * targets, classes);
        step(network, x.View.BaseView, t.View.BaseView);
        var before = loss(network);
        var seconds = Measure(() => step(network, x.View.BaseView, t.View.BaseView), () => wait(network));
        var after = loss(network);
        Print($"{network.Info.Name} training", samples, seconds, 2.0 * macs * samples, 4.0 * samples * (inputs + targets), peak);
        Console.WriteLine($"       loss {before.ToString("0.00000", CultureInfo.InvariantCulture)} -> {after.ToString("0.00000", CultureInfo.InvariantCulture)}");
        if (!(after < before)) throw new InvalidOperationException("the loss did not fall");
    }

    private static void Print(string what, int samples, double seconds, double flops, double bytes, double peak) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{what}, {samples} samples: {seconds * 1e3:0.0000} ms, {flops / seconds / 1e12:0.00} TFLOP/s = {100 * flops / seconds / peak:0.0} % of FP32 peak, {bytes / seconds / 1e12:0.000} TB/s"));

    private static double Measure(Action run, Action wait)
    {
        for (var i = 0; i < 3; i++) run();
        wait();
        var clock = Stopwatch.StartNew();
        run();
        wait();
        var once = clock.Elapsed.TotalSeconds;
        var repeats = (int)Math.Clamp(0.05 / once, 1, 500);
        var times = new double[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            clock.Restart();
            for (var i = 0; i < repeats; i++) run();
            wait();
            times[round] = clock.Elapsed.TotalSeconds / repeats;
        }
        Array.Sort(times);
        return times[Rounds / 2];
    }

    // Random values are drawn for a part and repeated: drawing half a billion would take longer than everything else.
    private static MemoryBuffer1D<float, Stride1D.Dense> Random(Accelerator accelerator, long length, int classes)
    {
        var random = new Random(1);
        var part = new float[Math.Min(length, 3 << 20)];
        for (var i = 0; i < part.Length; i++)
            part[i] = classes switch { 0 => (float)((2 * random.NextDouble()) - 1), 1 => random.Next(2), _ => random.Next(classes) };
        var buffer = accelerator.Allocate1D<float>(length);
        for (long at = 0; at < length; at += part.Length)
            buffer.View.SubView(at, Math.Min(part.Length, length - at)).CopyFromCPU(accelerator.DefaultStream, part.AsSpan(0, (int)Math.Min(part.Length, length - at)));
        accelerator.Synchronize();
        return buffer;
    }

    private static int Try(string what, Action action)
    {
        try
        {
            action();
            return 0;
        }
        catch (Exception e)
        {
            Console.WriteLine($"FAILED {what}: {e.GetBaseException()}");
            return 1;
        }
    }
}
