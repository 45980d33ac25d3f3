"""The knobs of config.toml as frozen dataclasses. Unknown or missing keys are errors; nothing is read twice."""

from __future__ import annotations

import dataclasses
import tomllib
from dataclasses import dataclass
from pathlib import Path

from .contract import INTENTS, ROLES
from .model import Shape

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Data:
    count: int
    valid: float
    homes: int
    seen: int


@dataclass(frozen=True)
class Augment:
    word: float
    gram: float
    unknown: float
    bit: float


@dataclass(frozen=True)
class Student:
    width: int
    heads: int
    ff: tuple[int, ...]
    embedding: int
    dropout: float
    wide: float
    prune_from: float
    passes: float
    rate: float
    teacher: float
    similar: float


@dataclass(frozen=True)
class Teacher:
    seeds: tuple[int, ...]
    width: int
    heads: int
    ff: tuple[int, ...]
    embedding: int
    dropout: float
    passes: float
    rate: float


@dataclass(frozen=True)
class Train:
    tokens: int
    rows: int
    warm: float
    decay: float
    clip: float
    save_every: int
    log_every: int


@dataclass(frozen=True)
class Losses:
    boundary: float
    roles: float
    intents: float
    clauses: float
    scope: float
    energy: float
    inside: float
    outside: float
    moods: float
    heat: float


@dataclass(frozen=True)
class Quantise:
    percentile: float
    sentences: int
    passes: float
    rate: float


@dataclass(frozen=True)
class Evaluate:
    false: float


@dataclass(frozen=True)
class Config:
    seed: int
    version: str
    data: Data
    augment: Augment
    student: Student
    teacher: Teacher
    train: Train
    losses: Losses
    quantise: Quantise
    evaluate: Evaluate


PARTS = {'data': Data, 'augment': Augment, 'student': Student, 'teacher': Teacher, 'train': Train, 'losses': Losses, 'quantise': Quantise, 'evaluate': Evaluate}


def load(path: Path = HERE / 'config.toml', **overrides: object) -> Config:
    """Reads the file; `overrides` are dotted by two underscores: `student__passes=0.1`."""
    raw = tomllib.loads(path.read_text())
    for dotted, value in overrides.items():
        section, _, key = dotted.rpartition('__')
        place = raw[section] if section else raw
        if key not in place:
            raise KeyError(dotted)
        place[key] = value
    return Config(**raw | {name: kind(**tuples(raw[name])) for name, kind in PARTS.items()})


def tuples(section: dict) -> dict:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in section.items()}


def as_dict(config: Config) -> dict:
    return dataclasses.asdict(config)


def shape_of(part: Student | Teacher, wide: float = 1.0) -> Shape:
    """`wide` as in student.wide: every feed-forward part so many times as wide, in eights."""
    ff = tuple(round(wide * units / 8) * 8 for units in part.ff)
    return Shape(part.width, part.heads, ff, part.embedding, len(INTENTS), len(ROLES), part.dropout)
