"""
Two teachers, trained side by side on the same windows as the student:

    hindsight   window + what came after it ──► 4 logits    knows far better whether trouble began here; only the judge learns from it
    causal      window ──► all 25 answers                   the student's own network, three times as wide; float

Their answers to every training window are kept, so a student's step costs no teacher.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from common.repro import CACHE, fingerprint, one_thread

from .config import Config, as_dict
from .generator import Windows
from .hindsight import FUTURE
from .losses import Opinions, batch_of, student_losses
from .model import Signals
from .store import SOURCES, source_texts
from .train import Report, Say, Shuffle, advance, optimiser_of, rate_at
from .windows import INPUTS


class Hindsight(nn.Module):
    def __init__(self, widths: tuple[int, ...]) -> None:
        super().__init__()
        sizes = (INPUTS + FUTURE, *widths)
        self.body = nn.Sequential(*(m for i, o in zip(sizes, sizes[1:], strict=False) for m in (nn.Linear(i, o), nn.ReLU())))
        self.logits = nn.Linear(widths[-1], 4)

    def forward(self, window: Tensor, future: Tensor) -> Tensor:
        """window (B, 136), future (B, 48) -> logits (B, 4)."""
        return self.logits(self.body(torch.cat([window, future], dim=1))).float()


class Teachers(nn.Module):
    def __init__(self, config: Config) -> None:
        super().__init__()
        self.causal, self.hindsight = Signals(config.teacher.causal), Hindsight(config.teacher.hindsight)


def train_teachers(config: Config, windows: Windows, say: Say) -> Teachers:
    one_thread()
    torch.manual_seed(config.seed + 1)
    teachers, knobs = Teachers(config), config.train
    optimiser = optimiser_of(teachers, knobs)
    steps = int(config.teacher.epochs * len(windows.inputs) / knobs.batch)
    say(f'teachers: {teachers.causal.weights()} + {sum(p.numel() for p in teachers.hindsight.parameters())} weights, {steps} steps')
    shuffle, report = Shuffle(len(windows.inputs), knobs.batch, config.seed + 1), Report(say, steps, knobs.log_every)
    for step in range(steps):
        pick = shuffle(step)
        batch, future = batch_of(windows, None, pick), torch.from_numpy(windows.future[pick]).float()
        with torch.autocast('cpu', dtype=torch.bfloat16, enabled=step < 0.8 * steps):  # three times as fast where the processor can
            losses = student_losses(teachers.causal, batch, knobs)
            afterwards = F.binary_cross_entropy_with_logits(teachers.hindsight(batch.window, future), batch.labels)
        report(step, advance(teachers, optimiser, config.teacher.rate * rate_at(step / steps, knobs.warm), (*losses, afterwards)))
    return teachers.eval()


@torch.no_grad()
def ask(teachers: Teachers, windows: Windows, batch: int = 4096) -> Opinions:
    told = []
    for start in range(0, len(windows.inputs), batch):
        window, future = torch.from_numpy(windows.inputs[start : start + batch]), torch.from_numpy(windows.future[start : start + batch]).float()
        quantiles, logits, block = teachers.causal(window)
        told.append([t.half().numpy() for t in (quantiles, block, logits, teachers.hindsight(window, future))])
    return Opinions(*(np.concatenate(column) for column in zip(*told, strict=True)))


def teachers_name(config: Config, data_said: list[dict]) -> str:
    """What decides the teachers' weights; of the student's knobs only those that they share."""
    settings, knobs = as_dict(config), as_dict(config)['train']
    shared = {key: knobs[key] for key in ('batch', 'warm', 'decay', 'judge_weight', 'quantile_weight', 'block_weight')}
    return fingerprint(settings['seed'], settings['data'], settings['teacher'], shared, source_texts((*SOURCES, 'model', 'losses', 'teacher')), data_said)


def cached_teachers(config: Config, windows: Windows, data_said: list[dict], say: Say) -> tuple[Teachers, Opinions]:
    name = teachers_name(config, data_said)
    weights, told = CACHE / f'teachers-{name}.pt', CACHE / f'opinions-{name}.npz'
    if weights.exists() and told.exists():
        teachers = Teachers(config)
        teachers.load_state_dict(torch.load(weights, weights_only=True))
        stored = np.load(told)
        return teachers.eval(), Opinions(*(stored[key] for key in Opinions._fields))
    teachers = train_teachers(config, windows, say)
    opinions = ask(teachers, windows)
    remove(CACHE, 'teachers-*.pt', 'opinions-*.npz')
    torch.save(teachers.state_dict(), weights)
    np.savez(told, **opinions._asdict())
    return teachers, opinions


def remove(folder: Path, *patterns: str) -> None:
    for pattern in patterns:
        for old in folder.glob(pattern):
            old.unlink()
