"""
Teachers: the student's own network, wider and deeper, one for each seed, trained side by side in processes of one thread (two threads in
one process wait for each other longer than they work). Each leaves its opinions on all sentences; a student's step costs no teacher.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import torch

from common.repro import ROOT

from . import config as configs
from .config import Config, shape_of
from .data import Corpus, whole
from .losses import Opinions
from .model import Language
from .store import FOLDER, cached_corpus, logger, run_name
from .train import Job, Say, train


def job_of(config: Config, seed: int) -> Job:
    knobs = config.teacher
    return Job(f'teacher {seed}', shape_of(knobs), seed, knobs.passes, knobs.rate)


def paths(config: Config, corpus: str, seed: int, folder: Path) -> tuple[Path, Path]:
    """Of the weights, and of the opinions."""
    name = f'teacher-{run_name(config, corpus, "teacher")}-{seed}'
    return folder / f'{name}.pt', folder / f'{name}.npz'


@torch.no_grad()
def opine(model: Language, corpus: Corpus) -> Opinions:
    columns = 1 + model.shape.roles + model.shape.intents
    token = np.empty((len(corpus.token), columns), np.float16)
    scope, embedding = np.empty(len(corpus), np.float16), np.empty((len(corpus), 1, model.shape.embedding), np.float16)
    for batch in whole(corpus, np.arange(len(corpus))):
        with torch.autocast('cpu', dtype=torch.bfloat16):
            told = model(batch.ids, batch.bits, batch.mask)
        token[batch.at] = torch.cat([told.boundary[..., None], told.roles, told.intents], dim=2).numpy()
        scope[batch.sentence], embedding[batch.sentence, 0] = told.scope.numpy(), told.embedding.numpy()
    return Opinions(token, scope, embedding)


def study(given: argparse.Namespace) -> None:
    """One teacher from beginning to end: `python -m language.train --teacher SEED`."""
    config = configs.load(**{key: json.loads(value) for key, value in (pair.split('=', 1) for pair in given.set)})
    folder = given.cache or FOLDER
    corpus, name = cached_corpus(config, given.samples, folder)
    weights, opinions = paths(config, name, given.teacher, folder)
    say = logger(folder / f'teacher-{given.teacher}.log')
    model = train(config, corpus, job_of(config, given.teacher), say, weights, given.minutes)
    if not opinions.exists():
        told = opine(model, corpus)
        beside = opinions.with_suffix('.new.npz')
        np.savez(beside, token=told.token, scope=told.scope, embedding=told.embedding)
        beside.replace(opinions)
    say(f'teacher {given.teacher}: done')


def trained_teachers(config: Config, samples: Path, minutes: float | None, folder: Path, overrides: list[str], say: Say) -> tuple[list[Language], Opinions]:
    """Trains what is missing, all at once; then the networks and their mean opinion."""
    corpus, name = cached_corpus(config, samples, folder)
    children = []
    for seed in config.teacher.seeds:
        if paths(config, name, seed, folder)[1].exists():
            continue
        command = [sys.executable, '-m', 'language.train', '--teacher', str(seed), '--samples', str(samples.resolve()), '--cache', str(folder)]
        command += [] if minutes is None else ['--minutes', str(minutes)]
        for pair in overrides:
            command += ['--set', pair]
        say(f'teacher {seed} studies; its log is teacher-{seed}.log')
        quiet = subprocess.DEVNULL if children else None  # one of them speaks
        children.append(subprocess.Popen(command, cwd=ROOT / 'models', stdout=quiet, stderr=quiet, env=os.environ | {'OMP_NUM_THREADS': '1'}))
    if any([child.wait() != 0 for child in children]):
        raise SystemExit('a teacher failed. HINT: see its log in models/.cache/language; run again to go on from its checkpoint')
    models, each = [], []
    for seed in config.teacher.seeds:
        weights, opinions = paths(config, name, seed, folder)
        models.append(train(config, corpus, job_of(config, seed), say, weights))  # finished: only loads
        each.append(np.load(opinions))
    token = each[0]['token']
    for n, other in enumerate(each[1:], 1):
        token = ((token.astype(np.float32) * n + other['token']) / (n + 1)).astype(np.float16)
    return models, Opinions(token, np.mean([e['scope'] for e in each], axis=0, dtype=np.float32).astype(np.float16), np.concatenate([e['embedding'] for e in each], axis=1))
