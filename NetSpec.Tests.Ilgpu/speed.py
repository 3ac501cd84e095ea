"""The same networks in PyTorch on the same GPU, FP32 without TF32: eager, compiled, and as a captured graph; medians of rounds."""
import statistics
import time

import torch
from torch import nn

torch.backends.cuda.matmul.allow_tf32 = False
torch.backends.cudnn.allow_tf32 = False
device = torch.device("cuda")


def stack(widths):
    layers = []
    for a, b in zip(widths, widths[1:]):
        layers += [nn.Linear(a, b), nn.ReLU()]
    return nn.Sequential(*layers[:-1]).to(device)


def measure(run):
    for _ in range(5):
        run()
    torch.cuda.synchronize()
    start = time.perf_counter()
    run()
    torch.cuda.synchronize()
    repeats = int(min(500, max(1, 0.05 / (time.perf_counter() - start))))
    times = []
    for _ in range(15):
        start = time.perf_counter()
        for _ in range(repeats):
            run()
        torch.cuda.synchronize()
        times.append((time.perf_counter() - start) / repeats)
    return statistics.median(times)


def report(name, form, samples, seconds):
    print(f"torch {name} {form}, {samples} samples: {seconds * 1e3:.4f} ms", flush=True)


def forward(name, widths, samples):
    model = stack(widths)
    x = torch.rand(samples, widths[0], device=device) * 2 - 1
    for form in ("eager", "compiled"):
        try:
            net = torch.compile(model) if form == "compiled" else model
            with torch.inference_mode():
                report(name + " forward", form, samples, measure(lambda: net(x)))
        except Exception as e:
            print(f"FAILED torch {name} forward {form}: {type(e).__name__}: {str(e)[:300]}", flush=True)


def training(name, widths, samples):
    x = torch.rand(samples, widths[0], device=device) * 2 - 1
    if widths[-1] == 1:
        target, loss = torch.randint(0, 2, (samples, 1), device=device).float(), nn.functional.binary_cross_entropy_with_logits
    else:
        target, loss = torch.randint(0, widths[-1], (samples,), device=device), nn.functional.cross_entropy
    for form in ("eager", "compiled"):
        try:
            model = stack(widths)
            optimizer = torch.optim.SGD(model.parameters(), lr=1e-3)
            whole = lambda a, b: loss(model(a), b)
            evaluate = torch.compile(whole) if form == "compiled" else whole

            def step():
                optimizer.zero_grad(set_to_none=True)
                evaluate(x, target).backward()
                optimizer.step()

            report(name + " training", form, samples, measure(step))
        except Exception as e:
            print(f"FAILED torch {name} training {form}: {type(e).__name__}: {str(e)[:300]}", flush=True)


print(torch.__version__, torch.cuda.get_device_name(), flush=True)
A, B = [30, 16, 12, 10, 1], [784, 128, 64, 10]
for n in (1 << 24, 1 << 16):
    forward("A", A, n)
    training("A", A, n)
for n in (65536, 16384, 2048):
    forward("B", B, n)
    training("B", B, n)
