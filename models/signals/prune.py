"""
Structured pruning: which hidden units could go (first-order Taylor: how much the loss would change without them), and the
same network without them. Whole units, so the smaller network is an ordinary one: no sparse kernels are needed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import torch
from torch import Tensor

from .config import STACKS, Model
from .model import MISFIT, SURPRISE, Signals
from .windows import INPUTS

HEADS = {'forecast': 'quantiles', 'fill': 'block', 'judge': 'logits'}


def widened(shape: Model, by: float) -> Model:
    """Every hidden layer `by` times as wide, in eights."""
    return replace(shape, **{name: tuple(round(by * width / 8) * 8 for width in getattr(shape, name)) for name in STACKS})


def importance(model: Signals, losses: Callable[[int], Tensor], batches: int) -> dict[str, list[Tensor]]:
    """|sum of weight x gradient| of all that enters a unit, mean over `batches`; `losses(n)` is the loss on batch n."""
    scores = {name: [torch.zeros(len(layer.weight)) for layer in getattr(model, name)] for name in STACKS}
    for number in range(batches):
        model.zero_grad(set_to_none=True)
        losses(number).backward()
        for name in STACKS:
            for score, layer in zip(scores[name], getattr(model, name), strict=True):
                score += ((layer.weight * layer.weight.grad).sum(dim=1) + layer.bias * layer.bias.grad).abs().detach() / batches
    model.zero_grad(set_to_none=True)
    return scores


def cut(model: Signals, shape: Model, scores: dict[str, list[Tensor]]) -> Signals:
    """A network of `shape` with the most important units of a wider one."""
    small = Signals(shape)
    kept = {name: [score.topk(width).indices.sort().values for score, width in zip(scores[name], getattr(shape, name), strict=True)] for name in STACKS}
    wide_forecast, own = model.shape.forecast[-1], torch.arange(INPUTS)
    extras = INPUTS + wide_forecast + torch.arange(SURPRISE + MISFIT)
    firsts = {'forecast': own, 'fill': own, 'judge': torch.cat([own, INPUTS + kept['forecast'][-1], extras])}
    with torch.no_grad():
        for name in STACKS:
            columns = firsts[name]
            for layer, source, rows in zip(getattr(small, name), getattr(model, name), kept[name], strict=True):
                layer.weight.copy_(source.weight[rows][:, columns])
                layer.bias.copy_(source.bias[rows])
                columns = rows
            head, wide_head = getattr(small, HEADS[name]), getattr(model, HEADS[name])
            head.weight.copy_(wide_head.weight[:, columns])
            head.bias.copy_(wide_head.bias)
        small.carry.copy_(model.carry)
        small.bridge.copy_(model.bridge)
    return small
