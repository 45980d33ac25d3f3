"""
The network: two small perceptrons that share one window.

    window ──(without x[t])──► forecast 160-128-64 ──► 5 quantiles of x[t] ──► surprise (7) ─┐
       │                                        └─────────── what it thought (64) ──────────┼─► judge 176-96-48 ──► 4 logits
       └────────────────────────────────────────────────────────────────────────────────────┘

Matrix products run in int8, everything else in float. All activations are capped to fixed ranges, so int8 scales are
constants and rounding can be rehearsed while training (`fake_quant`). Kept in step with `graph.py`, which writes the .onnx.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .config import Model
from .windows import FINE, INPUTS, NEWEST, STEP

QUANTILES = (0.02, 0.25, 0.5, 0.75, 0.98)
SURPRISE = len(QUANTILES) + 2
SMOOTH = 0.01  # of squareplus: gaps bend to zero within 0.1
LEAST = 0.02  # width below which a forecast counts as certain; an int8 step is 0.03


class Layer(nn.Module):
    """y = x W' + b, with W and x rounded as int8 will round them when `fake_quant` is on."""

    def __init__(self, inputs: int, outputs: int, low: float, high: float) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.empty(outputs, inputs))
        self.bias = nn.Parameter(torch.zeros(outputs))
        nn.init.kaiming_normal_(self.weight, nonlinearity='relu')
        self.low, self.high, self.fake_quant = low, high, False

    def forward(self, x: Tensor) -> Tensor:  # (B, inputs) -> (B, outputs)
        if not self.fake_quant:
            return F.linear(x.clamp(self.low, self.high), self.weight, self.bias)
        scale = self.weight.detach().abs().amax(dim=1, keepdim=True).clamp(min=1e-8) / 127
        return F.linear(round_to(x, self.low, self.high), straight((self.weight / scale).round() * scale, self.weight), self.bias)


def straight(value: Tensor, through: Tensor) -> Tensor:
    """`value` forward, the gradient of `through` backward."""
    return through + (value - through).detach()


def scale_and_zero(low: float, high: float) -> tuple[float, int]:
    """int8: symmetric ranges keep zero at 0 and use +-127, one-sided ones use all 256 steps."""
    return (high / 127, 0) if low < 0 else (high / 255, -128)


def round_to(x: Tensor, low: float, high: float) -> Tensor:
    scale, zero = scale_and_zero(low, high)
    capped = x.clamp(low, high)
    return straight(((capped / scale).round() + zero).clamp(-128, 127).sub(zero).mul(scale), capped)


class Signals(nn.Module):
    def __init__(self, shape: Model) -> None:
        super().__init__()
        self.limit, self.recent = shape.limit, shape.recent
        self.forecast = self._stack(INPUTS, shape.forecast)
        self.quantiles = Layer(shape.forecast[-1], len(QUANTILES), 0.0, shape.limit)
        self.carry = nn.Parameter(torch.zeros(shape.recent))  # weights of the last cells in the median, in float
        self.judge = self._stack(INPUTS + shape.forecast[-1] + SURPRISE, shape.judge)
        self.logits = Layer(shape.judge[-1], 4, 0.0, shape.limit)
        blind = torch.ones(INPUTS)
        blind[[NEWEST, STEP]] = 0.0
        self.register_buffer('blind', blind, persistent=False)
        with torch.no_grad():
            self.carry[-1] = 0.5
            self.forecast[0].weight *= blind  # stays zero: no gradient reaches it
            self.quantiles.weight *= 0.1

    def _stack(self, inputs: int, widths: tuple[int, ...]) -> nn.ModuleList:
        """The first layer reads +-limit, the others what a capped ReLU leaves."""
        ins = (inputs, *widths[:-1])
        return nn.ModuleList(Layer(i, o, -self.limit if n == 0 else 0.0, self.limit) for n, (i, o) in enumerate(zip(ins, widths, strict=True)))

    def forward(self, window: Tensor) -> tuple[Tensor, Tensor]:
        """window (B, 136) -> quantiles (B, 5), ascending, blind to x[t]; logits (B, 4)."""
        hidden = window * self.blind
        for layer in self.forecast:
            hidden = F.relu(layer(hidden))  # (B, 64) in the end
        raw = self.quantiles(hidden)
        carried = (window[:, FINE - self.recent : FINE] * self.carry).sum(dim=1, keepdim=True)
        quantiles = spread_out(raw[:, :1] + carried, positive(raw[:, 1:]))
        thought = torch.cat([window, hidden, surprise(quantiles, window[:, NEWEST : NEWEST + 1])], dim=1)
        for layer in self.judge:
            thought = F.relu(layer(thought))
        return quantiles, self.logits(thought)

    def fake_quant(self, on: bool) -> None:
        for module in self.modules():
            if isinstance(module, Layer):
                module.fake_quant = on

    def weights(self) -> int:
        return sum(p.numel() for p in self.parameters())


def positive(x: Tensor) -> Tensor:
    """Squareplus: softplus's shape from + x sqrt alone, so that every processor and every batch size rounds it alike."""
    return 0.5 * (x + torch.sqrt(x * x + SMOOTH))


def spread_out(middle: Tensor, gaps: Tensor) -> Tensor:
    """middle (B, 1), gaps (B, 4) >= 0 -> five ascending numbers (B, 5)."""
    down, up = middle - gaps[:, 1:2], middle + gaps[:, 2:3]
    return torch.cat([down - gaps[:, 0:1], down, middle, up, up + gaps[:, 3:4]], dim=1)


def surprise(quantiles: Tensor, newest: Tensor) -> Tensor:
    """How x[t] lies among its quantiles (B, 7): the differences, x[t] in quarters of the width (square-rooted far out), the width."""
    width = quantiles[:, 4:5] - quantiles[:, 0:1]
    ratio = 4 * (newest - quantiles[:, 2:3]) / (width + LEAST)
    return torch.cat([newest - quantiles, ratio / torch.sqrt(1 + ratio.abs()), width], dim=1)


def pinball(quantiles: Tensor, truth: Tensor, fair: Tensor) -> Tensor:
    """quantiles (B, 5), truth (B, 1), fair (B,) -> mean pinball loss over fair windows."""
    levels = torch.tensor(QUANTILES)
    error = truth - quantiles
    loss = torch.maximum(levels * error, (levels - 1) * error).mean(dim=1)
    return (loss * fair).sum() / fair.sum().clamp(min=1)
