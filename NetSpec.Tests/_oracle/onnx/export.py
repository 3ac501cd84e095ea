#!/usr/bin/env python3
"""Exports small PyTorch models with seeded weights to ONNX, each with an input and PyTorch's output of it.

Needs Debian's python3-torch (1.13) and nothing else. Run in this folder: it writes NAME.onnx and NAME.safetensors (x, y) beside itself.
The models cover what exporters write: small graphs for activations, chains of Shape for a flatten, states of recurrent layers.
"""
import json
import os
import struct
import warnings

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

warnings.filterwarnings("ignore")
HERE = os.path.dirname(os.path.abspath(__file__))
# Keeps batch normalisation and dropout as nodes, as a model exported for training has them.
WHOLE = {"training": torch.onnx.TrainingMode.PRESERVE, "do_constant_folding": False}


def save(path, tensors):
    head, data = {}, b""
    for name, tensor in tensors.items():
        values = np.ascontiguousarray(tensor.detach().numpy(), dtype=np.float32)
        head[name] = {"dtype": "F32", "shape": list(values.shape), "data_offsets": [len(data), len(data) + values.nbytes]}
        data += values.tobytes()
    text = json.dumps(head, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def export(name, model, x, opset, batch=0, **options):
    """batch: the free axis; None: all sizes are fixed."""
    for module in model.modules():
        if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d)):
            module.running_mean.uniform_(-0.3, 0.3)
            module.running_var.uniform_(0.5, 1.5)
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.uniform_(module.bias, -0.5, 0.5)
    model.eval()
    torch.onnx.export(model, x, os.path.join(HERE, name + ".onnx"), opset_version=opset, input_names=["x"], output_names=["y"],
                      dynamic_axes=None if batch is None else {"x": {batch: "n"}}, **options)
    save(os.path.join(HERE, name + ".safetensors"), {"x": x, "y": model(x)})


class Mlp(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1, self.fc2, self.fc3 = nn.Linear(16, 12), nn.Linear(12, 8), nn.Linear(8, 4)

    def forward(self, x):
        return self.fc3(F.relu(self.fc2(F.relu(self.fc1(x)))))


class Cnn(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 4, 3, padding=1), nn.Conv2d(4, 6, 3)
        self.drop, self.fc1, self.fc2 = nn.Dropout(0.25), nn.Linear(24, 10), nn.Linear(10, 5)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = x.view(x.size(0), -1)
        return F.log_softmax(self.fc2(self.drop(F.relu(self.fc1(x)))), dim=1)


class Block(nn.Module):
    def __init__(self, channels, filters, stride):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(channels, filters, 3, stride, 1, bias=False), nn.BatchNorm2d(filters)
        self.conv2, self.bn2 = nn.Conv2d(filters, filters, 3, 1, 1, bias=False), nn.BatchNorm2d(filters)
        self.down = nn.Identity() if stride == 1 else nn.Sequential(nn.Conv2d(channels, filters, 1, stride, bias=False), nn.BatchNorm2d(filters))

    def forward(self, x):
        return F.relu(self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x))))) + self.down(x))


class Resnet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv, self.bn = nn.Conv2d(3, 4, 3, 1, 1, bias=False), nn.BatchNorm2d(4)
        self.layers, self.fc = nn.Sequential(Block(4, 4, 1), Block(4, 8, 2)), nn.Linear(8, 5)

    def forward(self, x):
        x = self.layers(F.relu(self.bn(self.conv(x))))
        return self.fc(torch.flatten(F.adaptive_avg_pool2d(x, 1), 1))


class Recurrent(nn.Module):
    def __init__(self, kind, layers=1, batch_first=True, answer="last"):
        super().__init__()
        self.rnn, self.fc, self.answer = kind(6, 5, layers, batch_first=batch_first), nn.Linear(5, 3), answer

    def forward(self, x):
        sequence, state = self.rnn(x)
        if self.answer == "state":
            return self.fc(state[-1])
        if self.answer == "last":
            return self.fc(sequence[:, -1])
        steps = self.fc(sequence)
        return torch.tanh(steps) if self.answer == "sequence" else steps[:, -1, :]


class Bidirectional(nn.Module):
    def __init__(self):
        super().__init__()
        self.rnn = nn.LSTM(6, 5, batch_first=True, bidirectional=True)

    def forward(self, x):
        return self.rnn(x)[0]


class Activations(nn.Module):
    def __init__(self, opset):
        super().__init__()
        self.kinds = [nn.Hardswish(), nn.GELU(), nn.SiLU(), nn.ReLU6(), nn.Hardsigmoid(), nn.ELU(0.5), nn.SELU(), nn.Softplus(), nn.Softsign(),
                      nn.LeakyReLU(0.2), nn.CELU(2.0) if opset > 11 else nn.Sigmoid(), nn.Tanh(), nn.Hardtanh(-0.2, 0.7)]
        self.layers = nn.ModuleList([nn.Linear(6, 6) for _ in self.kinds])

    def forward(self, x):
        for layer, kind in zip(self.layers, self.kinds):
            x = kind(layer(x))
        return F.softmax(x, -1)


class LayerNorm(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.ln, self.b = nn.Linear(6, 8), nn.LayerNorm(8), nn.Linear(8, 3)
        nn.init.uniform_(self.ln.weight, 0.5, 1.5)
        nn.init.uniform_(self.ln.bias, -0.5, 0.5)

    def forward(self, x):
        return self.b(F.gelu(self.ln(self.a(x))))


class Conv1dFlatten(nn.Module):
    def __init__(self):
        super().__init__()
        self.c, self.fc = nn.Conv1d(3, 6, 3, padding=2, dilation=2, stride=2), nn.Linear(6 * 8, 3)

    def forward(self, x):
        return self.fc(torch.flatten(F.relu(self.c(x)), 1))


class Causal(nn.Module):
    def __init__(self):
        super().__init__()
        self.c, self.d = nn.Conv1d(3, 6, 3), nn.Conv1d(6, 4, 3, dilation=2)

    def forward(self, x):
        x = F.relu(self.c(F.pad(x.transpose(1, 2), (2, 0))))
        return self.d(F.pad(x, (4, 0))).transpose(1, 2)


class Densenet(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b, self.c = nn.Conv2d(3, 4, 3, padding=1), nn.Conv2d(7, 4, 3, padding=1), nn.Conv2d(11, 4, 3, padding=1)
        self.fc = nn.Linear(15, 2)

    def forward(self, x):
        parts = [x]
        for conv in (self.a, self.b, self.c):
            parts.append(F.relu(conv(torch.cat(parts, 1))))
        return self.fc(torch.cat(parts, 1).mean((2, 3)))


class Mobile(nn.Module):
    """Constants of normalisation, a padding on two sides only, depthwise convolutions, a 1x1 convolution of what was pooled."""

    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.ZeroPad2d((0, 1, 0, 1)), nn.Conv2d(3, 6, 3, 2, bias=False), nn.BatchNorm2d(6), nn.ReLU6(),
            nn.Conv2d(6, 6, 3, 1, 1, groups=6, bias=False), nn.BatchNorm2d(6), nn.Hardswish(), nn.Conv2d(6, 8, 1), nn.AdaptiveAvgPool2d(1),
            nn.Conv2d(8, 4, 1), nn.Flatten())

    def forward(self, x):
        mean, std = torch.tensor([0.5, 0.4, 0.3]).view(1, 3, 1, 1), torch.tensor([0.2, 0.3, 0.25]).view(1, 3, 1, 1)
        return self.layers((x - mean) / std)


class Inception(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.p = nn.Conv2d(3, 2, 1), nn.Conv2d(3, 2, 1)
        self.b = nn.Sequential(nn.Conv2d(3, 2, 1), nn.ReLU(), nn.Conv2d(2, 3, 3, padding=1))
        self.fc = nn.Linear(7 * 25, 3)

    def forward(self, x):
        parts = [self.a(x), self.b(x), self.p(F.avg_pool2d(x, 3, 1, 1))]
        return torch.sigmoid(self.fc(torch.cat(parts, 1).flatten(1)))


class Row(nn.Module):
    def __init__(self):
        super().__init__()
        self.c, self.fc = nn.Conv2d(1, 3, 3), nn.Linear(3 * 36, 2)

    def forward(self, x):
        return self.fc(F.relu(self.c(x.view(-1, 1, 8, 8))).view(-1, 3 * 36))


torch.manual_seed(1)
export("mlp_opset13", Mlp(), torch.randn(5, 16), 13)
export("cnn_view_opset9", Cnn(), torch.randn(3, 1, 12, 12), 9)
export("cnn_view_opset16", Cnn(), torch.randn(3, 1, 12, 12), 16)
export("cnn_whole_opset13", Cnn(), torch.randn(2, 1, 12, 12), 13, **WHOLE)
export("cnn_fixed_opset11", Cnn(), torch.randn(2, 1, 12, 12), 11, None)
export("resnet_folded_opset13", Resnet(), torch.randn(2, 3, 8, 8), 13)
export("resnet_whole_opset11", Resnet(), torch.randn(2, 3, 8, 8), 11, **WHOLE)
export("lstm_opset9", Recurrent(nn.LSTM, 2), torch.randn(4, 7, 6), 9)
export("lstm_opset16", Recurrent(nn.LSTM, 2), torch.randn(4, 7, 6), 16)
export("lstm_fixed_opset11", Recurrent(nn.LSTM, 2), torch.randn(4, 7, 6), 11, None)
export("gru_time_first_opset13", Recurrent(nn.GRU, 1, False, "state"), torch.randn(7, 4, 6), 13, 1)
export("gru_two_layers_opset16", Recurrent(nn.GRU, 2, True, "state"), torch.randn(4, 7, 6), 16)
export("rnn_sequence_opset13", Recurrent(nn.RNN, 1, True, "sequence"), torch.randn(4, 7, 6), 13)
export("rnn_last_after_dense_opset11", Recurrent(nn.RNN, 1, True, "last step"), torch.randn(4, 7, 6), 11)
export("refused_bidirectional_opset13", Bidirectional(), torch.randn(4, 7, 6), 13)
for opset in (9, 11, 16):
    export(f"activations_opset{opset}", Activations(opset), torch.randn(4, 6) * 2, opset)
export("layernorm_opset9", LayerNorm(), torch.randn(4, 6), 9)
export("layernorm_sequence_opset16", LayerNorm(), torch.randn(4, 5, 6), 16)
export("conv1d_pool_opset13", nn.Sequential(
    nn.Conv1d(3, 6, 3, padding=1), nn.BatchNorm1d(6), nn.ReLU(), nn.MaxPool1d(2), nn.Conv1d(6, 4, 3), nn.ReLU(), nn.AdaptiveAvgPool1d(1),
    nn.Flatten(), nn.Linear(4, 3)), torch.randn(4, 3, 16), 13, **WHOLE)
export("conv1d_flatten_opset11", Conv1dFlatten(), torch.randn(4, 3, 16), 11)
export("causal_opset9", Causal(), torch.randn(4, 9, 3), 9)
export("causal_opset13", Causal(), torch.randn(4, 9, 3), 13)
export("densenet_opset13", Densenet(), torch.randn(2, 3, 6, 6), 13)
export("mobile_opset9", Mobile(), torch.rand(2, 3, 8, 8), 9, **WHOLE)
export("mobile_opset14", Mobile(), torch.rand(2, 3, 8, 8), 14, **WHOLE)
export("inception_opset9", Inception(), torch.randn(2, 3, 5, 5), 9)
export("row_opset13", Row(), torch.randn(3, 64), 13)
export("functions_opset15", nn.Sequential(nn.Linear(6, 5), nn.GELU(), nn.Linear(5, 4), nn.SiLU(), nn.Linear(4, 2)), torch.randn(3, 6), 15,
       export_modules_as_functions={nn.GELU, nn.SiLU, nn.Linear})
export("batchnorm_dropout_opset12", nn.Sequential(
    nn.Linear(6, 5, bias=False), nn.BatchNorm1d(5), nn.ReLU(), nn.Dropout(0.3), nn.Linear(5, 4), nn.Softmax(1)), torch.randn(3, 6), 12, **WHOLE)
