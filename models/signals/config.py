"""The knobs of config.toml as frozen dataclasses. Unknown or missing keys are errors; nothing is read twice."""

from __future__ import annotations

import dataclasses
import tomllib
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
STACKS = ('forecast', 'fill', 'judge')


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
    fill: tuple[int, ...]
    judge: tuple[int, ...]
    judge_sees_misfit: bool
    recent: int
    limit: float


@dataclass(frozen=True)
class Teacher:
    epochs: float
    rate: float
    causal: Model
    hindsight: tuple[int, ...]


@dataclass(frozen=True)
class Train:
    epochs: float
    batch: int
    rate: float
    warm: float
    decay: float
    judge_weight: float
    quantile_weight: float
    block_weight: float
    teacher_weight: float
    hindsight_share: float
    causal_share: float
    wide: float
    prune_from: float
    fake_quant_from: float
    checkpoint_every: int
    log_every: int


@dataclass(frozen=True)
class Ablate:
    windows: int
    epochs: float


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
    teacher: Teacher
    train: Train
    evaluate: Evaluate
    ablate: Ablate


def load(path: Path = HERE / 'config.toml', **overrides: object) -> Config:
    """Reads the file; `overrides` are dotted by two underscores: `train__epochs=0.1`."""
    raw = tomllib.loads(path.read_text())
    for dotted, value in overrides.items():
        section, _, key = dotted.rpartition('__')
        (raw[section] if section else raw)[key] = value
    teacher = raw['teacher']
    widths = {key: teacher.pop(key) for key in STACKS}
    return Config(**raw | {
        'data': Data(**raw['data']),
        'model': Model(**tuples(raw['model'])),
        'teacher': Teacher(**tuples(teacher), causal=Model(**tuples(raw['model'] | widths))),
        'train': Train(**raw['train']),
        'evaluate': Evaluate(**raw['evaluate']),
        'ablate': Ablate(**raw['ablate']),
    })


def tuples(section: dict) -> dict:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in section.items()}


def as_dict(config: Config) -> dict:
    return dataclasses.asdict(config)
