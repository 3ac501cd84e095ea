"""PyTorch's side of `peers`: reads one JSON command a line from standard input, answers with one JSON line.

open  {model, weights, input, target, result, batch, kind, threads} -> {id}; writes the outputs or the gradients to `result`
run   {id, calls, wall} -> {seconds}: the wall's, or those of the processor
close {id} -> {}
"""
import json
import sys
import time

import numpy
import torch
import torch.nn.functional as F

LEARNING_RATE = 1e-9

# Python expressions for each operation; {0}, {1} are its inputs, {p[0]} its parameters, {a[...]} its attributes.
EXPRESSIONS = {
    "Gemm": "F.linear({0}, {p})",
    "Conv": "F.conv2d({0}, {w}, {b}, {a[strides]}, {a[pads]}, {a[dilations]}, {a[group]})",
    "BatchNormalization": "F.batch_norm({0}, {m}, {v}, {w}, {b}, training, {a[momentum]}, {a[epsilon]})",
    "MaxPool": "F.max_pool2d({0}, {a[kernel_shape]}, {a[strides]}, {a[pads]})",
    "AveragePool": "F.avg_pool2d({0}, {a[kernel_shape]}, {a[strides]}, {a[pads]}, False, False)",
    "GlobalAveragePool": "{0}.mean((2, 3))",
    "Flatten": "{0}.flatten(1)",
    "Affine": "{0} * {w} + {b}",
    "Add": "{0} + {1}",
    "Relu": "torch.relu({0})",
    "Sigmoid": "torch.sigmoid({0})",
    "Tanh": "torch.tanh({0})",
    "Lstm": "lstm({0}, [{p}], {a[hidden]})",
}
LOSSES = {"CrossEntropy": F.cross_entropy, "Mse": F.mse_loss}


def lstm(x, weights, hidden):
    zeros = torch.zeros(1, x.shape[0], hidden)
    return torch._VF.lstm(x, (zeros, zeros), weights, True, 1, 0.0, False, False, True)[1][0]


def read(path):
    return torch.from_numpy(numpy.fromfile(path, dtype=numpy.float32))


class Network:
    """The network as one Python function, so that nothing but PyTorch's own calls takes time."""

    def __init__(self, model, weights):
        self.tensors, values, start = {}, read(weights), 0
        for tensor in model["tensors"]:
            length = int(numpy.prod(tensor["shape"]))
            value = values[start:start + length].reshape(tensor["shape"]).clone()
            self.tensors[tensor["name"]] = value.requires_grad_(tensor["isTrained"])
            start += length
        self.trained = [t for t in self.tensors.values() if t.requires_grad]
        self.forward = self.compile(model["nodes"], model["input"])

    def compile(self, nodes, given):
        names, scope = {given: "x"}, {"F": F, "torch": torch, "lstm": lstm}
        lines = []
        for i, node in enumerate(nodes):
            arguments = []
            for name in node["parameters"]:
                variable = f"p{len(scope)}"
                scope[variable] = self.tensors[name]
                arguments.append(variable)
            named = dict(zip("wbmv", arguments + ["None"] * 4))
            expression = EXPRESSIONS[node["op"]].format(*[names[n] for n in node["inputs"]], p=", ".join(arguments), a=node["attributes"], **named)
            names[node["output"]] = f"t{i}"
            lines.append(f"    t{i} = {expression}")
        source = "def forward(x, training):\n" + "\n".join(lines) + f"\n    return t{len(nodes) - 1}\n"
        exec(source, scope)
        return scope["forward"]


class Work:
    def __init__(self, command):
        with open(command["model"]) as file:
            model = json.load(file)
        torch.set_num_threads(command["threads"])
        self.threads, self.kind = command["threads"], command["kind"]
        self.network = Network(model, command["weights"])
        self.input = read(command["input"]).reshape([command["batch"]] + model["inputShape"])
        target = read(command["target"])
        self.loss = LOSSES[model["loss"]]
        self.target = target.long() if model["loss"] == "CrossEntropy" else target.reshape([command["batch"]] + model["outputShape"])
        self.optimizer = torch.optim.SGD(self.network.trained, lr=LEARNING_RATE)
        self.do = {"Forward": self.infer, "Chained": self.chain, "Train": self.train}[self.kind]
        self.result().tofile(command["result"])

    def result(self):
        if self.kind != "Train":
            with torch.inference_mode():
                return self.network.forward(self.input, False).numpy()
        self.optimizer.zero_grad(set_to_none=True)
        self.loss(self.network.forward(self.input, True), self.target).backward()
        return torch.cat([t.grad.flatten() for t in self.network.trained]).numpy()

    def infer(self, calls):
        forward, x = self.network.forward, self.input
        with torch.inference_mode():
            for _ in range(calls):
                forward(x, False)

    def chain(self, calls):
        forward, start = self.network.forward, self.input
        with torch.inference_mode():
            x = start
            for _ in range(calls):
                x = start + 1e-20 * forward(x, False).sum()

    def train(self, calls):
        forward, x, loss, target, optimizer = self.network.forward, self.input, self.loss, self.target, self.optimizer
        for _ in range(calls):
            optimizer.zero_grad(set_to_none=True)
            loss(forward(x, True), target).backward()
            optimizer.step()

    def run(self, calls, wall):
        if torch.get_num_threads() != self.threads:
            torch.set_num_threads(self.threads)
        clock = time.perf_counter if wall else time.process_time
        start = clock()
        self.do(calls)
        return clock() - start


def main():
    works = {}
    print(json.dumps({"version": torch.__version__}), flush=True)
    for line in sys.stdin:
        command = json.loads(line)
        if command["do"] == "open":
            works[len(works)] = Work(command)
            answer = {"id": len(works) - 1}
        elif command["do"] == "run":
            answer = {"seconds": works[command["id"]].run(command["calls"], command["wall"])}
        else:
            works[command["id"]] = None
            answer = {}
        print(json.dumps(answer), flush=True)


main()
