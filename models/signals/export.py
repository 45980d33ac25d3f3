"""
Networks -> folders the daemon can open: `signals.onnx` and the manifest `signals.json` that it checks.

    OUT/           the int8 student: what is shipped
    SIDE/float/    the same weights in float32       ┐ to measure what rounding and smallness cost:
    SIDE/teacher/  the causal teacher, float32       ┘ not shipped
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx

from common.repro import git_describe, sha256

from .anomalies import LABELS
from .config import Config
from .generator import Windows
from .graph import ANSWERS, build
from .model import QUANTILES, Signals
from .quantise import quantise
from .windows import INPUTS

FILE = 'signals.onnx'


def save_float(model: Signals, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(build(model)[0], folder / FILE)
    return folder / FILE


def save_int8(model: Signals, source: Path, folder: Path) -> Path:
    """`source` is the float file of the same model."""
    folder.mkdir(parents=True, exist_ok=True)
    quantise(source, folder / FILE, build(model)[1])
    return folder / FILE


def manifest_of(config: Config, path: Path, weights: int, steps: int, windows: Windows, data_said: list[dict]) -> dict:
    content = path.read_bytes()
    return {
        'name': 'signals', 'version': config.version, 'file': path.name, 'bytes': len(content), 'sha256': sha256(content),
        'feature_version': config.feature_version,
        'input': {'name': 'window', 'inputs': INPUTS, 'dtype': 'float32'},
        'output': {
            'name': 'answer', 'outputs': ANSWERS, 'dtype': 'float32', 'sorted': True,
            'labels': [f'q{round(q * 100):02d}' for q in QUANTILES] + list(LABELS) + ['misfit'],
            'prior': {label: round(float(share), 4) for label, share in zip(LABELS, windows.labels.mean(axis=0), strict=True)},
            'prior_note': 'Trouble is oversampled in training: `prior` holds the share of windows that carried each label.',
        },
        'quantiles': list(QUANTILES), 'threshold': config.threshold, 'weights': weights,
        'trained': {
            'seed': config.seed, 'git': git_describe(), 'synthetic_only': not data_said, 'series': config.data.series, 'windows': len(windows.inputs),
            'steps': steps, 'data': data_said,
        },
    }


def write_manifest(manifest: dict, folder: Path) -> None:
    (folder / 'signals.json').write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + '\n')


def rounded(value: object) -> object:
    if isinstance(value, dict):
        return {key: rounded(v) for key, v in value.items()}
    if isinstance(value, list):
        return [rounded(v) for v in value]
    return round(float(value), 4) if isinstance(value, float | np.floating) else value
