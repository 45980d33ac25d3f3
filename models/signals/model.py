"""
The network: three small perceptrons that share one window.

    window ──(without x[t])────────► forecast ──► 5 quantiles of x[t] ──► surprise (7) ──┐
       │                                  └────────── what it thought ──────────────────┤
       ├──(without t-20 .. t-5)────► fill ──► the 16 cells of that block ──► misfit (19) ┼─► judge ──► 4 logits
       └────────────────────────────────────────────────────────────────────────────────┘

Matrix products run in int8, everything else in float. All activations are capped to fixed ranges, so int8 scales are
constants and rounding can be rehearsed while training (`fake_quant`). Kept in step with `graph.py`, which writes the .onnx.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .config import Model
from .windows import BLOCK, FINE, INPUTS, NEWEST, STEP

QUANTILES = (0.02, 0.25, 0.5, 0.75, 0.98)
SURPRISE = len(QUANTILES) + 2
CELLS = BLOCK[1] - BLOCK[0]  # filled in
BRIDGE = (BLOCK[0] - 2, BLOCK[0] - 1, BLOCK[1], BLOCK[1] + 1)  # the neighbours that the filling starts from, in float
MISFIT = CELLS + 3
OUTPUTS = len(QUANTILES) + 4 + CELLS
TELLTALE = (132, 133)  # inputs that sum up the moves of all fine cells: those of the block too
SMOOTH = 0.01  # of squareplus: gaps bend to zero within 0.1
LEAST = 0.02  # width below which a forecast counts as certain; an int8 step is 0.03


class Layer(nn.Module):
    """y = x W' + b for x within [low, high]; W and x rounded as int8 will round them when `fake_quant` is on."""

    def __init__(self, inputs: int, outputs: int, low: float, high: float) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.empty(outputs, inputs))
        self.bias = nn.Parameter(torch.zeros(outputs))
        nn.init.kaiming_normal_(self.weight, nonlinearity='relu')
        self.low, self.high, self.cap, self.fake_quant = low, high, high, False

    def forward(self, x: Tensor) -> Tensor:  # (B, inputs) -> (B, outputs)
        if not self.fake_quant:
            return F.linear(x, self.weight, self.bias)
        step = self.weight.detach().abs().amax(dim=1, keepdim=True).clamp(min=1e-8) / 127
        capped = x if self.high == self.cap else F.hardtanh(x, self.low, self.high)  # calibrated ranges may be tighter than the caps
        return F.linear(Rounded.apply(capped, scale_and_zero(self.low, self.high)[0]), Rounded.apply(self.weight, step), self.bias)


class Rounded(torch.autograd.Function):
    """To whole steps on the way forward; the gradient passes straight through."""

    @staticmethod
    def forward(ctx: object, x: Tensor, step: Tensor | float) -> Tensor:
        return (x / step).round_().mul_(step)

    @staticmethod
    def backward(ctx: object, gradient: Tensor) -> tuple[Tensor, None]:
        return gradient, None


def scale_and_zero(low: float, high: float) -> tuple[float, int]:
    """int8: symmetric ranges keep zero at 0 and use +-127, one-sided ones use all 256 steps."""
    return (high / 127, 0) if low < 0 else (high / 255, -128)


class Signals(nn.Module):
    def __init__(self, shape: Model) -> None:
        super().__init__()
        self.shape, self.limit, self.recent = shape, shape.limit, shape.recent
        self.forecast = self._stack(INPUTS, shape.forecast)
        self.quantiles = Layer(shape.forecast[-1], len(QUANTILES), 0.0, shape.limit)
        self.carry = nn.Parameter(torch.zeros(shape.recent))  # weights of the last cells in the median, in float
        self.fill = self._stack(INPUTS, shape.fill)
        self.block = Layer(shape.fill[-1], CELLS, 0.0, shape.limit)
        self.bridge = nn.Parameter(torch.zeros(len(BRIDGE), CELLS))  # weights of the block's neighbours in its cells, in float
        self.judge = self._stack(INPUTS + shape.forecast[-1] + SURPRISE + MISFIT, shape.judge)
        self.logits = Layer(shape.judge[-1], 4, 0.0, shape.limit)
        sees, unbroken = torch.ones(2, INPUTS)
        sees[[NEWEST, STEP]] = 0.0
        unbroken[[*range(*BLOCK), *TELLTALE]] = 0.0
        self.register_buffer('blind', sees, persistent=False)
        self.register_buffer('broken', unbroken, persistent=False)
        with torch.no_grad():
            self.carry[-1] = 0.5
            share = (torch.arange(CELLS) + 1) / (CELLS + 1)  # a straight line across, to begin with
            self.bridge[1], self.bridge[2] = 1 - share, share
            self.forecast[0].weight *= self.blind  # stays zero: no gradient reaches it
            self.fill[0].weight *= self.broken
            self.quantiles.weight *= 0.1
            self.block.weight *= 0.1
            if not shape.judge_sees_misfit:
                self.judge[0].weight[:, -MISFIT:] = 0.0

    def _stack(self, inputs: int, widths: tuple[int, ...]) -> nn.ModuleList:
        """The first layer reads +-limit, the others what a capped ReLU leaves."""
        ins = (inputs, *widths[:-1])
        return nn.ModuleList(Layer(i, o, -self.limit if n == 0 else 0.0, self.limit) for n, (i, o) in enumerate(zip(ins, widths, strict=True)))

    def forward(self, window: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """window (B, 136) -> quantiles (B, 5), ascending, blind to x[t]; logits (B, 4); the block (B, 16), blind to its own cells."""
        hidden = window * self.blind
        for layer in self.forecast:
            hidden = F.hardtanh(layer(hidden), 0.0, self.limit)
        raw = self.quantiles(hidden).float()  # a float also under autocast
        carried = (window[:, FINE - self.recent : FINE] * self.carry).sum(dim=1, keepdim=True)
        quantiles = spread_out(raw[:, :1] + carried, positive(raw[:, 1:]))

        filled = window * self.broken
        for layer in self.fill:
            filled = F.hardtanh(layer(filled), 0.0, self.limit)
        block = self.block(filled).float() + sum(window[:, cell : cell + 1] * weights for cell, weights in zip(BRIDGE, self.bridge, strict=True))
        wrong = misfit(window[:, slice(*BLOCK)], block) if self.shape.judge_sees_misfit else window.new_zeros(len(window), MISFIT)

        thought = torch.cat([window, hidden, surprise(quantiles, window[:, NEWEST : NEWEST + 1]), wrong], dim=1)
        thought = F.hardtanh(thought, -self.limit, self.limit)
        for layer in self.judge:
            thought = F.hardtanh(layer(thought), 0.0, self.limit)
        return quantiles, self.logits(thought).float(), block

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


def misfit(truth: Tensor, filled: Tensor) -> Tensor:
    """The block against what was filled in (B, 19): cell by cell (a gap fits), mean size, largest, mean."""
    apart = (truth - filled) * truth.sign().abs()
    size = apart.abs()
    return torch.cat([apart, size.mean(dim=1, keepdim=True), size.amax(dim=1, keepdim=True), apart.mean(dim=1, keepdim=True)], dim=1)
