"""
Trains the signals network on one CPU thread: windows from generator and recordings, pinball + BCE, the last part of the
run with int8 rounding rehearsed. Same seed, same data, same weights.

    python -m signals.train [--resume] [--synthetic-only] [--set train__epochs=1 ...]
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

from common.repro import CACHE, fingerprint, one_thread

from .config import Config, as_dict
from .data import Recording
from .generator import make_series, sample
from .model import Signals, pinball
from .windows import NEWEST

WINDOW_SOURCES = ('families', 'anomalies', 'generator', 'windows', 'data')
Arrays = tuple[np.ndarray, np.ndarray, np.ndarray]


def make_windows(config: Config, series: int, per_series: int, recordings: list[np.ndarray], stream: int) -> Arrays:
    """inputs (n, 136) float32, labels (n, 4) bool, fair (n,) bool. `stream` separates training from held-out."""
    parts = []
    for number in range(series):
        rng = np.random.default_rng([config.seed, stream, number])
        parts.append(sample(rng, make_series(rng, config.data, recordings), per_series, config.data))
    return tuple(np.concatenate(column) for column in zip(*parts, strict=True))


def cached_windows(config: Config, recordings: list[Recording], data_said: list[dict]) -> Arrays:
    """The cache is named by everything that decides the windows: settings, source texts, data."""
    sources = [(Path(__file__).parent / f'{name}.py').read_text() for name in WINDOW_SOURCES]
    path = CACHE / f'windows-{fingerprint(config.seed, as_dict(config)["data"], sources, data_said)}.npz'
    if path.exists():
        stored = np.load(path)
        return stored['inputs'], stored['labels'], stored['fair']
    teaching = [r.cells for r in recordings if not r.held_out]
    inputs, labels, fair = make_windows(config, config.data.series, config.data.windows_per_series, teaching, stream=0)
    CACHE.mkdir(exist_ok=True)
    for old in CACHE.glob('windows-*.npz'):  # gigabytes: one at a time
        old.unlink()
    np.savez(path, inputs=inputs, labels=labels, fair=fair)
    return inputs, labels, fair


def run_name(config: Config, data_said: list[dict]) -> str:
    """Names log and checkpoint by what decides the weights; the threshold, say, does not."""
    settings = as_dict(config)
    sources = [(Path(__file__).parent / f'{name}.py').read_text() for name in (*WINDOW_SOURCES, 'model', 'train')]
    return fingerprint(*(settings[key] for key in ('seed', 'data', 'model', 'train')), sources, data_said)


def rate_at(config: Config, step: int, steps: int) -> float:
    warm = max(1, int(config.train.warm * steps))
    if step < warm:
        return config.train.rate * (step + 1) / warm
    return config.train.rate * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, steps - warm))))


def train(config: Config, arrays: Arrays, say: Callable[[str], None], checkpoint: Path | None = None, resume: bool = False) -> Signals:
    one_thread()
    torch.manual_seed(config.seed)
    model = Signals(config.model)
    optimiser = torch.optim.AdamW(model.parameters(), lr=config.train.rate, weight_decay=config.train.decay)
    inputs, labels, fair = (torch.from_numpy(a) for a in arrays)
    batch, n = config.train.batch, len(inputs)
    steps, per_epoch = int(config.train.epochs * n / batch), n // batch
    done = 0
    if resume and checkpoint and checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(state['model'], strict=True)
        optimiser.load_state_dict(state['optimiser'])
        done = state['step']
    say(f'{model.weights()} weights, {n} windows, {steps} steps from {done}')
    started, order, sums = time.monotonic(), None, np.zeros(2)
    for step in range(done, steps):
        if order is None or step % per_epoch == 0:
            shuffle = np.random.default_rng([config.seed, 1, step // per_epoch])
            order = torch.from_numpy(shuffle.permutation(n))
        model.fake_quant(step >= config.train.fake_quant_from * steps)
        for group in optimiser.param_groups:
            group['lr'] = rate_at(config, step, steps)
        pick = order[step % per_epoch * batch :][:batch]
        window, label = inputs[pick], labels[pick].float()
        quantiles, logits = model(window)
        expect = pinball(quantiles, window[:, NEWEST : NEWEST + 1], fair[pick].float())
        judge = F.binary_cross_entropy_with_logits(logits, label)
        optimiser.zero_grad(set_to_none=True)
        (config.train.quantile_weight * expect + config.train.judge_weight * judge).backward()
        optimiser.step()
        sums += (expect.item(), judge.item())
        if (step + 1) % config.train.log_every == 0:
            mean = sums / config.train.log_every
            say(f'step {step + 1}/{steps}  pinball {mean[0]:.4f}  bce {mean[1]:.4f}  {(time.monotonic() - started) / (step + 1 - done) * 1e3:.1f} ms/step')
            sums[:] = 0
        if checkpoint and ((step + 1) % config.train.checkpoint_every == 0 or step + 1 == steps):
            torch.save({'model': model.state_dict(), 'optimiser': optimiser.state_dict(), 'step': step + 1}, checkpoint)
    model.fake_quant(False)
    return model.eval()
