"""The knobs of config.toml as frozen dataclasses. Unknown or missing keys are errors; nothing is read twice."""

from __future__ import annotations

import dataclasses
import tomllib
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Data:
    series: int
    cells: int
    windows_per_series: int
    real_share: float
    clean_share: float
    labelled_share: float
    around_share: float
    busy_share: float
    label_cells: int


@dataclass(frozen=True)
class Model:
    forecast: tuple[int, ...]
    judge: tuple[int, ...]
    recent: int
    limit: float


@dataclass(frozen=True)
class Train:
    epochs: float
    batch: int
    rate: float
    warm: float
    decay: float
    judge_weight: float
    quantile_weight: float
    fake_quant_from: float
    checkpoint_every: int
    log_every: int


@dataclass(frozen=True)
class Evaluate:
    series: int
    windows_per_series: int


@dataclass(frozen=True)
class Config:
    seed: int
    feature_version: int
    version: str
    threshold: float
    data: Data
    model: Model
    train: Train
    evaluate: Evaluate


def load(path: Path = HERE / 'config.toml', **overrides: object) -> Config:
    """Reads the file; `overrides` are dotted by two underscores: `train__epochs=0.1`."""
    raw = tomllib.loads(path.read_text())
    for dotted, value in overrides.items():
        section, _, key = dotted.rpartition('__')
        (raw[section] if section else raw)[key] = value
    parts = {'data': Data, 'model': Model, 'train': Train, 'evaluate': Evaluate}
    raw['model'] |= {key: tuple(raw['model'][key]) for key in ('forecast', 'judge')}
    return Config(**{key: parts[key](**value) if key in parts else value for key, value in raw.items()})


def as_dict(config: Config) -> dict:
    return dataclasses.asdict(config)
