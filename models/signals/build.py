"""
The whole way in one command: data -> windows -> train -> .onnx -> int8 -> evaluate -> manifest, card, golden vectors.

    make -C models signals                       (or, inside models/: python -m signals.build)
    make -C models signals SYNTHETIC=1           without recordings; the card says so
    python -m signals.build --resume             goes on from the last checkpoint of the same run; after a finished one (say, with a
                                                 new threshold) only the export, evaluation, manifest and card are done again
    python -m signals.build --set train__epochs=2 --out /tmp/try
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx

from common.repro import ARTIFACTS, CACHE, ROOT, git_describe, sha256
from common.runtime import answers, open_model

from . import config as configs
from .anomalies import LABELS
from .card import card
from .data import load_recordings
from .evaluate import evaluate, naive_multiples
from .golden import write_golden
from .graph import OUTPUTS, build
from .model import QUANTILES
from .quantise import quantise
from .train import cached_windows, make_windows, run_name, train
from .windows import INPUTS


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument('--resume', action='store_true')
    ask.add_argument('--synthetic-only', action='store_true')
    ask.add_argument('--out', type=Path, default=ARTIFACTS)
    ask.add_argument('--set', action='append', default=[], metavar='section__key=value')
    given = ask.parse_args()
    config = configs.load(**{key: json.loads(value) for key, value in (pair.split('=', 1) for pair in given.set)})
    given.out.mkdir(parents=True, exist_ok=True)
    CACHE.mkdir(exist_ok=True)

    recordings, said = load_recordings(given.synthetic_only)
    arrays = cached_windows(config, recordings, said)
    run = run_name(config, said)
    log = (CACHE / f'train-{run}.log').open('a' if given.resume else 'w')
    model = train(config, arrays, lambda line: print(line, file=log, flush=True) or print(line, flush=True), CACHE / f'train-{run}.pt', given.resume)

    proto, ranges = build(model)
    float_path, int8_path = CACHE / f'float-{run}.onnx', given.out / 'signals.onnx'
    onnx.save(proto, float_path)
    quantise(float_path, int8_path, ranges)

    multiples, metrics = naive_multiples(arrays[0], arrays[2]), {}
    held_out = [r.cells for r in recordings if r.held_out]
    for name, share, sources, stream in (('synthetic', 0.0, [], 2), ('recordings', 1.0, held_out, 3)):
        if share and not sources:
            continue
        settings = replace(config, data=replace(config.data, real_share=share))
        inputs, labels, fair = make_windows(settings, config.evaluate.series, config.evaluate.windows_per_series, sources, stream)
        both = {kind: answers(open_model(path), inputs) for kind, path in (('float', float_path), ('int8', int8_path))}
        metrics[name] = rounded(evaluate(both, inputs, labels, fair, multiples))

    content = int8_path.read_bytes()
    manifest = {
        'name': 'signals', 'version': config.version, 'file': int8_path.name, 'bytes': len(content), 'sha256': sha256(content),
        'feature_version': config.feature_version,
        'input': {'name': 'window', 'inputs': INPUTS, 'dtype': 'float32'},
        'output': {
            'name': 'answer', 'outputs': OUTPUTS, 'dtype': 'float32', 'sorted': True,
            'labels': [f'q{round(q * 100):02d}' for q in QUANTILES] + list(LABELS),
            'prior': {label: round(float(share), 4) for label, share in zip(LABELS, arrays[1].mean(axis=0), strict=True)},
            'prior_note': 'Trouble is oversampled in training: `prior` holds the share of windows that carried each label.',
        },
        'quantiles': list(QUANTILES), 'threshold': config.threshold, 'weights': model.weights(),
        'trained': {
            'seed': config.seed, 'git': git_describe(), 'synthetic_only': not said, 'series': config.data.series, 'windows': len(arrays[0]),
            'steps': int(config.train.epochs * len(arrays[0]) / config.train.batch), 'data': said,
        },
        'metrics': metrics,
    }
    (given.out / 'signals.json').write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + '\n')
    (given.out / 'signals.md').write_text(card(manifest))
    golden = ROOT / 'test' / 'golden' if given.out == ARTIFACTS else given.out / 'golden'
    write_golden(int8_path, manifest['sha256'], config.feature_version, golden / 'signals.json')
    print((given.out / 'signals.md').read_text())


def rounded(value: object) -> object:
    if isinstance(value, dict):
        return {key: rounded(v) for key, v in value.items()}
    return round(value, 4) if isinstance(value, float | np.floating) else value


if __name__ == '__main__':
    main()
