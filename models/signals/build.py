"""
The whole way in one command: data -> windows -> teachers -> student -> .onnx -> int8 -> evaluate -> manifest, card, golden vectors.

    make -C models signals                       (or, inside models/: python -m signals.build)
    make -C models signals SYNTHETIC=1           without recordings; the card says so
    python -m signals.build --resume             goes on from the last checkpoint of the same run; after a finished one (say, with a
                                                 new threshold) only the export, evaluation, manifest and card are done again
    python -m signals.build --set train__epochs=2 --out /tmp/try
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from common.repro import ARTIFACTS, CACHE, ROOT
from common.runtime import answers, open_model

from . import config as configs
from .card import card
from .config import Config
from .data import Recording, load_recordings
from .evaluate import evaluate, naive_multiples
from .export import manifest_of, rounded, save_float, save_int8, write_manifest
from .generator import Windows
from .golden import write_golden
from .store import cached_windows, make_windows
from .teacher import Teachers, ask, cached_teachers
from .train import run_name, train


def main() -> None:
    ask_for = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask_for.add_argument('--resume', action='store_true')
    ask_for.add_argument('--synthetic-only', action='store_true')
    ask_for.add_argument('--out', type=Path, default=ARTIFACTS)
    ask_for.add_argument('--set', action='append', default=[], metavar='section__key=value')
    given = ask_for.parse_args()
    config = configs.load(**{key: json.loads(value) for key, value in (pair.split('=', 1) for pair in given.set)})
    side = CACHE if given.out == ARTIFACTS else given.out
    CACHE.mkdir(exist_ok=True)

    recordings, said = load_recordings(given.synthetic_only)
    run, started = run_name(config, said), time.monotonic()
    log = (CACHE / f'train-{run}.log').open('a' if given.resume else 'w')

    def say(line: str) -> None:
        for file in (log, None):
            print(f'{time.monotonic() - started:6.0f} s  {line}', file=file, flush=True)

    windows = cached_windows(config, recordings, said)
    teachers, opinions = cached_teachers(config, windows, said, say)
    model = train(config, windows, opinions, say, CACHE / f'train-{run}.pt', given.resume)

    paths = {'float': save_float(model, side / 'float'), 'teacher': save_float(teachers.causal, side / 'teacher')}
    paths['int8'] = save_int8(model, paths['float'], given.out)
    multiples = naive_multiples(windows.inputs, windows.fair)
    metrics = {}
    for name, held_out in held_out_sets(config, recordings):
        told = {kind: answers(open_model(paths[kind]), held_out.inputs) for kind in ('teacher', 'float', 'int8')}
        metrics[name] = rounded(evaluate(told, hindsight_of(teachers, held_out), held_out, multiples))

    folders = {'float': side / 'float', 'teacher': side / 'teacher', 'int8': given.out}
    for kind, folder in folders.items():
        mine, epochs = (teachers.causal, config.teacher.epochs) if kind == 'teacher' else (model, config.train.epochs)
        steps = int(epochs * len(windows.inputs) / config.train.batch)
        manifest = manifest_of(config, paths[kind], mine.weights(), steps, windows, said)
        if kind == 'int8':
            manifest['made'] = {
                'causal': teachers.causal.weights(), 'hindsight': sum(p.numel() for p in teachers.hindsight.parameters()),
                'causal_share': config.train.causal_share, 'hindsight_share': config.train.hindsight_share,
                'wide': config.train.wide, 'rehearsed': config.train.fake_quant_from < 1,
            }
            manifest['metrics'] = metrics
        write_manifest(manifest, folder)
    (given.out / 'signals.md').write_text(card(manifest, given.out))
    golden = ROOT / 'test' / 'golden' if given.out == ARTIFACTS else given.out / 'golden'
    write_golden(paths['int8'], manifest['sha256'], config.feature_version, golden / 'signals.json')
    say('done')
    print((given.out / 'signals.md').read_text())


def held_out_sets(config: Config, recordings: list[Recording]) -> Iterator[tuple[str, Windows]]:
    """Windows nobody has learnt from: generated ones of another random stream, and recordings with trouble put in."""
    cells = [r.cells for r in recordings if r.held_out]
    for name, share, sources, stream in (('synthetic', 0.0, [], 2), ('recordings', 1.0, cells, 3)):
        if share == 0 or sources:
            settings = replace(config, data=replace(config.data, real_share=share))
            yield name, make_windows(settings, config.evaluate.series, config.evaluate.windows_per_series, sources, stream)


def hindsight_of(teachers: Teachers, windows: Windows) -> np.ndarray:
    with torch.no_grad():
        return ask(teachers, windows).hindsight.astype(np.float32)


if __name__ == '__main__':
    main()
