"""
What each technique is worth: short runs that differ in one thing, same windows, same number of steps, same final size.
Results go to `ablations.json`, which the card reads.

    make -C models ablations                     (or, inside models/: python -m signals.ablate)
    python -m signals.ablate --out /tmp/try
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import replace
from pathlib import Path

from common.repro import ARTIFACTS, CACHE
from common.runtime import answers, open_model

from . import config as configs
from .build import held_out_sets, hindsight_of
from .config import Config
from .data import load_recordings
from .evaluate import evaluate, naive_multiples
from .export import rounded, save_float, save_int8
from .generator import Windows
from .losses import Opinions
from .model import Signals
from .quantise import calibrated
from .store import cached_windows
from .teacher import cached_teachers
from .train import train

VARIANTS: dict[str, dict[str, dict]] = {  # name -> section -> what differs
    'everything': {},
    'another seed': {'': {'seed': 1}},
    'no teachers': {'train': {'causal_share': 0.0, 'hindsight_share': 0.0, 'teacher_weight': 0.0}},
    'no hindsight': {'train': {'causal_share': 0.7, 'hindsight_share': 0.0}},
    'no causal teacher': {'train': {'causal_share': 0.0, 'hindsight_share': 0.7, 'teacher_weight': 0.0}},
    'no pruning': {'train': {'wide': 1.0}},
    'no misfit for the judge': {'model': {'judge_sees_misfit': False}},
    'no rehearsal': {'train': {'fake_quant_from': 2.0}},
}


def varied(config: Config, variant: dict[str, dict]) -> Config:
    knobs = {name: replace(getattr(config, name), **change) for name, change in variant.items() if name}
    return replace(config, **knobs | variant.get('', {}))


def main() -> None:
    ask_for = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask_for.add_argument('--synthetic-only', action='store_true')
    ask_for.add_argument('--out', type=Path, default=ARTIFACTS)
    ask_for.add_argument('--set', action='append', default=[], metavar='section__key=value')
    given = ask_for.parse_args()
    config = configs.load(**{key: json.loads(value) for key, value in (pair.split('=', 1) for pair in given.set)})
    given.out.mkdir(parents=True, exist_ok=True)

    recordings, said = load_recordings(given.synthetic_only)
    windows = cached_windows(config, recordings, said)
    teachers, opinions = cached_teachers(config, windows, said, print)
    multiples = naive_multiples(windows.inputs, windows.fair)
    sets = {name: (held_out, hindsight_of(teachers, held_out)) for name, held_out in held_out_sets(config, recordings)}
    every = max(1, len(windows.inputs) // config.ablate.windows)
    windows, opinions = Windows(*(c[::every] for c in windows)), Opinions(*(c[::every] for c in opinions))
    result: dict = {'windows': len(windows.inputs), 'epochs': config.ablate.epochs, 'variants': {}}
    for name, change in VARIANTS.items():
        settings = varied(config, change | {'train': {'epochs': config.ablate.epochs} | change.get('train', {})})
        started = time.monotonic()
        model = train(settings, windows, None if name == 'no teachers' else opinions, lambda line: print(line, flush=True))
        result['variants'][name] = {'minutes': (time.monotonic() - started) / 60}
        for part, (held_out, hindsight) in sets.items():
            told = {kind: answers(open_model(path), held_out.inputs) for kind, path in files(model, windows, name == 'no rehearsal').items()}
            metrics = evaluate(told, hindsight, held_out, multiples)
            result['variants'][name][part] = {kind: metrics[kind] for kind in told}
        (given.out / 'ablations.json').write_text(json.dumps(rounded(result), indent=2) + '\n')
        print(name, json.dumps(rounded(result['variants'][name])), flush=True)


def files(model: Signals, windows: Windows, also_calibrated: bool) -> dict[str, Path]:
    folder = CACHE / 'ablation'
    paths = {'float': save_float(model, folder / 'float')}
    paths['int8'] = save_int8(model, paths['float'], folder / 'int8')
    if also_calibrated:
        tight = calibrated(model, windows.inputs[:20_000])
        paths['calibrated'] = save_int8(tight, save_float(tight, folder / 'tight'), folder / 'calibrated')
    return paths


if __name__ == '__main__':
    main()
