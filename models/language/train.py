"""
Trains one network on one CPU thread: a teacher, the student (wide at first, pruned on the way, taught by labels and teachers), or the
student's rehearsal of int8. Same seed, same data, same steps: same weights. A run that was cut short goes on from its checkpoint.

    python -m language.train --teacher 1 --samples FOLDER [--minutes 25]      what build.py starts, one process for each teacher
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from common.repro import one_thread

from .config import Config, Train
from .data import Corpus, Passes, batch_of, spoilt
from .losses import NAMES, Moods, Opinions, distance, label_losses
from .model import Language, Shape
from .prune import cut, forget, importance, strangers

Say = Callable[[str], None]
RANKING_BATCHES = 40
PACE = 40  # steps after which the time of the whole run is known


@dataclass(frozen=True)
class Job:
    name: str
    shape: Shape
    seed: int
    passes: float
    rate: float
    wider: Shape | None = None  # begins with this shape ...
    prune_from: float = 0.0  # ... until this share of the steps
    opinions: Opinions | None = None
    begin: dict | None = None  # weights to begin with
    rehearse: bool = False  # int8 rounding on


def rate_at(share: float, warm: float) -> float:
    """One cycle: a short linear rise, then half a cosine down to a hundredth; `share` of the run that is done."""
    return max(share / warm, 0.01) if share < warm else 0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * (share - warm) / (1 - warm)))


def optimiser_of(model: Language, moods: Moods, knobs: Train) -> torch.optim.Optimizer:
    """No decay for what is no matrix, nor for the table: rare grams would fade."""
    matrices = [p for name, p in model.named_parameters() if p.ndim > 1 and name not in ('table', 'positions')]
    known = {id(p) for p in matrices}
    others = [p for p in [*model.parameters(), *moods.parameters()] if id(p) not in known]
    return torch.optim.AdamW([{'params': matrices}, {'params': others, 'weight_decay': 0.0}], lr=1e-3, weight_decay=knobs.decay, betas=(0.9, 0.98), fused=True)


def train(config: Config, corpus: Corpus, job: Job, say: Say, checkpoint: Path | None = None, minutes: float | None = None) -> Language:
    one_thread()
    torch.utils.deterministic.fill_uninitialized_memory = False  # a tenth of the time, and nothing here reads such memory
    torch.manual_seed(config.seed * 100 + job.seed)
    knobs = config.train
    passes = Passes(corpus, np.flatnonzero(~corpus.held), knobs.tokens, knobs.rows, config.seed * 100 + job.seed)
    state = torch.load(checkpoint, weights_only=True) if checkpoint and checkpoint.exists() else None
    steps, done = (state['steps'], state['step']) if state else (max(1, int(job.passes * passes.per_pass)), 0)
    prune_at = round(job.prune_from * steps)
    is_wide = job.wider is not None and done < prune_at
    model = Language(job.wider if is_wide else job.shape)
    moods = Moods(len(corpus.moods), job.shape.embedding)
    if job.begin and not state:
        model.load_state_dict(job.begin)
    optimiser = optimiser_of(model, moods, knobs)
    if state:
        model.load_state_dict(state['model'])
        moods.load_state_dict(state['moods'])
        optimiser.load_state_dict(state['optimiser'])
    say(f'{job.name}: {model.weights()} weights, {len(passes.chosen)} sentences, {steps} steps from {done}')
    generator = torch.Generator()

    def losses_on(step: int, order: Passes) -> list[torch.Tensor]:
        generator.manual_seed((config.seed * 100 + job.seed) * 10_000_000 + step)  # the same whether or not the run was cut short
        batch = spoilt(batch_of(corpus, order(step)), config.augment, generator)
        told = model(batch.ids, batch.bits, batch.mask)
        labels = label_losses(told, batch, moods, config.losses)
        if job.opinions is None:
            return labels
        share = config.student.teacher
        return [*((1 - share) * part for part in labels), share * distance(told, batch, job.opinions, config.student.similar)]

    report, started, cap = Report(say, job.name, steps, knobs.log_every, done), time.monotonic(), state is None and minutes is not None
    model.train()
    model.fake_quant(job.rehearse)
    step = done
    while step < steps:
        if is_wide and step >= prune_at:
            ranking = Passes(corpus, passes.chosen, knobs.tokens, knobs.rows, config.seed * 100 + 99)
            scores = importance(model, lambda n: sum(losses_on(n, ranking)), RANKING_BATCHES)
            model, is_wide = cut(model, job.shape, scores), False
            model.train()
            optimiser = optimiser_of(model, moods, knobs)
            say(f'{job.name}: step {step}, pruned to {model.weights()} weights')
        for group in optimiser.param_groups:
            group['lr'] = job.rate * rate_at(step / steps, knobs.warm)
        with torch.autocast('cpu', dtype=torch.bfloat16, enabled=not job.rehearse):
            losses = losses_on(step, passes)
        optimiser.zero_grad(set_to_none=True)
        sum(losses).backward()
        torch.nn.utils.clip_grad_norm_([*model.parameters(), *moods.parameters()], knobs.clip)
        optimiser.step()
        report(step, np.array([float(loss.detach()) for loss in losses]), len(passes(step)))
        step += 1
        if cap and step == PACE:
            fits = int(minutes * 60 / (time.monotonic() - started) * PACE)
            if fits < steps:
                say(f'{job.name}: {steps} steps would take longer than {minutes:g} minutes; {fits} it is')
                steps, prune_at = fits, round(job.prune_from * fits)
                report.steps = steps
        if checkpoint and (step % knobs.save_every == 0 or step >= steps):
            save({'model': model.state_dict(), 'moods': moods.state_dict(), 'optimiser': optimiser.state_dict(), 'step': step, 'steps': steps}, checkpoint)
    forget(model, strangers(corpus, config.data.seen))
    model.fake_quant(False)
    return model.eval()


def save(state: dict, path: Path) -> None:
    """Whole or not at all."""
    beside = path.with_suffix('.new')
    torch.save(state, beside)
    beside.replace(path)


class Report:
    """Mean losses every so many steps in the log; a bar on stderr where somebody watches."""

    def __init__(self, say: Say, name: str, steps: int, every: int, done: int) -> None:
        self.say, self.name, self.steps, self.every, self.done = say, name, steps, every, done
        self.sums, self.sentences, self.count, self.started = 0.0, 0, 0, time.monotonic()

    def __call__(self, step: int, losses: np.ndarray, sentences: int) -> None:
        self.sums, self.sentences, self.count = self.sums + losses, self.sentences + sentences, self.count + 1
        pace = self.sentences / (time.monotonic() - self.started)
        if sys.stderr.isatty():
            full = 30 * (step + 1) // self.steps
            print(f'\r{self.name} [{"#" * full}{"." * (30 - full)}] {step + 1}/{self.steps}  {pace:.0f}/s ', end='', file=sys.stderr, flush=True)
        if (step + 1) % self.every == 0 or step + 1 == self.steps:
            parts = '  '.join(f'{name} {value:.4f}' for name, value in zip(NAMES, self.sums / self.count, strict=False))
            self.say(f'{self.name}: {step + 1}/{self.steps}  {parts}  {pace:.0f} sentences/s')
            self.sums, self.count = 0.0, 0


def main() -> None:
    from .teacher import study  # here, not above: it imports this module

    ask_for = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask_for.add_argument('--teacher', type=int, required=True)
    ask_for.add_argument('--samples', type=Path, required=True)
    ask_for.add_argument('--minutes', type=float)
    ask_for.add_argument('--cache', type=Path)
    ask_for.add_argument('--set', action='append', default=[], metavar='section__key=value')
    study(ask_for.parse_args())


if __name__ == '__main__':
    main()
