"""What the network is to learn from one batch: the truth, and beside it what the teachers say."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from .config import Train
from .generator import Windows
from .model import QUANTILES, Signals
from .windows import BLOCK, NEWEST


class Opinions(NamedTuple):
    """The teachers' answers to n windows, float16. Quantiles and block come from the causal teacher: hindsight must not leak into them."""

    quantiles: np.ndarray  # (n, 5)
    block: np.ndarray  # (n, 16)
    causal: np.ndarray  # (n, 4) logits
    hindsight: np.ndarray  # (n, 4) logits


class Batch(NamedTuple):
    """One batch as float32 tensors; the last four are None without teachers."""

    window: Tensor
    labels: Tensor
    fair: Tensor
    whole: Tensor
    quantiles: Tensor | None = None
    block: Tensor | None = None
    causal: Tensor | None = None
    hindsight: Tensor | None = None


def batch_of(windows: Windows, opinions: Opinions | None, pick: np.ndarray) -> Batch:
    columns = (windows.inputs, windows.labels, windows.fair, windows.whole, *(opinions or ()))
    return Batch(*(torch.from_numpy(column[pick]).float() for column in columns))


def student_losses(model: Signals, batch: Batch, knobs: Train) -> tuple[Tensor, Tensor, Tensor]:
    """(forecast, filling, judge), weighted: their sum is what the optimiser sees."""
    quantiles, logits, block = model(batch.window)
    truth = batch.window[:, slice(*BLOCK)]
    expect = pinball(quantiles, batch.window[:, NEWEST : NEWEST + 1], batch.fair)
    fill = mean_over((block - truth).abs(), (truth != 0) & (batch.whole > 0)[:, None])
    target = batch.labels
    if batch.quantiles is not None:
        expect = expect + knobs.teacher_weight * (quantiles - batch.quantiles).abs().mean() / 2
        fill = fill + knobs.teacher_weight * mean_over((block - batch.block).abs(), truth != 0)
        label = 1 - knobs.causal_share - knobs.hindsight_share
        target = label * target + knobs.causal_share * batch.causal.sigmoid() + knobs.hindsight_share * batch.hindsight.sigmoid()
    judge = F.binary_cross_entropy_with_logits(logits, target)
    return knobs.quantile_weight * expect, knobs.block_weight * fill, knobs.judge_weight * judge


def pinball(quantiles: Tensor, truth: Tensor, fair: Tensor) -> Tensor:
    """quantiles (B, 5), truth (B, 1), fair (B,) -> mean pinball loss over fair windows."""
    levels = torch.tensor(QUANTILES)
    error = truth - quantiles
    loss = torch.maximum(levels * error, (levels - 1) * error).mean(dim=1)
    return (loss * fair).sum() / fair.sum().clamp(min=1)


def mean_over(values: Tensor, where: Tensor) -> Tensor:
    return (values * where).sum() / where.sum().clamp(min=1)
