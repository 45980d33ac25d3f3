"""Windows, made once and kept: gigabytes in `.cache`, named by everything that decides them (settings, source texts, data)."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from common.repro import CACHE, fingerprint

from .config import Config, as_dict
from .data import Recording
from .generator import Windows, make_series, sample

SOURCES = ('families', 'cycles', 'anomalies', 'generator', 'windows', 'hindsight', 'data', 'store')


def make_windows(config: Config, series: int, per_series: int, recordings: list[np.ndarray], stream: int) -> Windows:
    """`stream` separates training from held-out."""
    parts = []
    for number in range(series):
        rng = np.random.default_rng([config.seed, stream, number])
        parts.append(sample(rng, make_series(rng, config.data, recordings), per_series, config.data))
    return Windows(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def windows_name(config: Config, data_said: list[dict]) -> str:
    return fingerprint(config.seed, as_dict(config)['data'], source_texts(SOURCES), data_said)


def source_texts(names: tuple[str, ...]) -> list[str]:
    return [(Path(__file__).parent / f'{name}.py').read_text() for name in names]


def cached_windows(config: Config, recordings: list[Recording], data_said: list[dict]) -> Windows:
    path = CACHE / f'windows-{windows_name(config, data_said)}.npz'
    if path.exists():
        stored = np.load(path)
        return Windows(*(stored[name] for name in Windows._fields))
    teaching = [r.cells for r in recordings if not r.held_out]
    made = make_windows(config, config.data.series, config.data.windows_per_series, teaching, stream=0)
    CACHE.mkdir(exist_ok=True)
    for old in CACHE.glob('windows-*.npz'):  # gigabytes: one at a time
        old.unlink()
    np.savez(path, **made._asdict())
    return made
