"""
Trains the student on one CPU thread: wide at first, then pruned to its final width, then with int8 rounding rehearsed;
taught by the truth and, where there are `opinions`, by the teachers. Same seed, same data: same weights.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from common.repro import fingerprint, one_thread

from .config import Config, Train, as_dict
from .generator import Windows
from .losses import Opinions, batch_of, student_losses
from .model import Signals
from .prune import cut, importance, widened
from .store import SOURCES, source_texts

Say = Callable[[str], None]
RANKING_BATCHES = 40


def run_name(config: Config, data_said: list[dict]) -> str:
    """Names log and checkpoint by what decides the weights; the threshold, say, does not."""
    settings = as_dict(config)
    sources = source_texts((*SOURCES, 'model', 'losses', 'prune', 'teacher', 'train'))
    return fingerprint(*(settings[key] for key in ('seed', 'data', 'model', 'teacher', 'train')), sources, data_said)


def rate_at(share: float, warm: float) -> float:
    """One cycle: a short linear rise, then half a cosine down to a hundredth; `share` of the run that is done."""
    return max(share / warm, 0.01) if share < warm else 0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * (share - warm) / (1 - warm)))


class Shuffle:
    """Endless passes over n windows in a seeded order: batch number -> positions."""

    def __init__(self, n: int, batch: int, seed: int) -> None:
        self.n, self.batch, self.seed, self.epoch, self.order = n, batch, seed, -1, np.empty(0, int)

    def __call__(self, step: int) -> np.ndarray:
        epoch, place = divmod(step, max(1, self.n // self.batch))
        if epoch != self.epoch:
            self.epoch, self.order = epoch, np.random.default_rng([self.seed, 1, epoch]).permutation(self.n)
        return self.order[place * self.batch :][: self.batch]


def optimiser_of(model: nn.Module, knobs: Train) -> torch.optim.Optimizer:
    return torch.optim.AdamW(model.parameters(), lr=knobs.rate, weight_decay=knobs.decay, fused=True)


def advance(model: nn.Module, optimiser: torch.optim.Optimizer, rate: float, losses: tuple[Tensor, ...]) -> np.ndarray:
    """One step; the losses as numbers."""
    for group in optimiser.param_groups:
        group['lr'] = rate
    optimiser.zero_grad(set_to_none=True)
    sum(losses).backward()
    optimiser.step()
    return np.array([loss.item() for loss in losses])


def train(config: Config, windows: Windows, opinions: Opinions | None, say: Say, checkpoint: Path | None = None, resume: bool = False) -> Signals:
    one_thread()
    torch.manual_seed(config.seed)
    knobs = config.train
    steps = int(knobs.epochs * len(windows.inputs) / knobs.batch)
    prune_at, rehearse_at = (round(share * steps) for share in (knobs.prune_from, knobs.fake_quant_from))
    state = torch.load(checkpoint, weights_only=True) if resume and checkpoint and checkpoint.exists() else None
    done = state['step'] if state else 0
    is_wide = knobs.wide > 1 and done < prune_at
    model = Signals(widened(config.model, knobs.wide) if is_wide else config.model)
    optimiser = optimiser_of(model, knobs)
    if state:
        model.load_state_dict(state['model'])
        optimiser.load_state_dict(state['optimiser'])
    say(f'{model.weights()} weights, {len(windows.inputs)} windows, {steps} steps from {done}')
    shuffle, report = Shuffle(len(windows.inputs), knobs.batch, config.seed), Report(say, steps, knobs.log_every, done)
    for step in range(done, steps):
        if is_wide and step == prune_at:
            ranking = Shuffle(len(windows.inputs), knobs.batch, config.seed + 1)
            scores = importance(model, lambda n: sum(student_losses(model, batch_of(windows, opinions, ranking(n)), knobs)), RANKING_BATCHES)
            model, is_wide = cut(model, config.model, scores), False
            optimiser = optimiser_of(model, knobs)
            say(f'step {step}: pruned to {model.weights()} weights')
        model.fake_quant(step >= rehearse_at)
        with torch.autocast('cpu', dtype=torch.bfloat16, enabled=step < min(prune_at, rehearse_at)):  # rough is good enough at first
            losses = student_losses(model, batch_of(windows, opinions, shuffle(step)), knobs)
        report(step, advance(model, optimiser, knobs.rate * rate_at(step / steps, knobs.warm), losses))
        if checkpoint and ((step + 1) % knobs.checkpoint_every == 0 or step + 1 == steps):
            torch.save({'model': model.state_dict(), 'optimiser': optimiser.state_dict(), 'step': step + 1}, checkpoint)
    model.fake_quant(False)
    return model.eval()


class Report:
    """Mean losses every so many steps."""

    def __init__(self, say: Say, steps: int, every: int, done: int = 0) -> None:
        self.say, self.steps, self.every, self.done, self.sums, self.started = say, steps, every, done, 0.0, time.monotonic()

    def __call__(self, step: int, losses: np.ndarray) -> None:
        self.sums = self.sums + losses
        if (step + 1) % self.every == 0:
            pace = (time.monotonic() - self.started) / (step + 1 - self.done) * 1e3
            self.say(f'step {step + 1}/{self.steps}  losses {np.array2string(self.sums / self.every, precision=4)}  {pace:.1f} ms/step')
            self.sums = 0.0
