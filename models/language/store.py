"""What is kept between runs in `.cache/language`, each file named by all that decides it: settings, source texts, data."""

from __future__ import annotations

import dataclasses
import json
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from common.repro import CACHE, fingerprint, sha256

from .config import Config, as_dict
from .data import Corpus, load

FOLDER = CACHE / 'language'
READING = ('data', 'features', 'contract', 'store')
LEARNING = (*READING, 'model', 'losses', 'prune', 'train', 'teacher')


def source_texts(names: tuple[str, ...]) -> list[str]:
    return [(Path(__file__).parent / f'{name}.py').read_text() for name in names]


def files_of(samples: Path) -> list[Path]:
    return sorted(samples.glob('*.jsonl'))


def corpus_name(config: Config, files: list[Path]) -> str:
    from .contract import INTENTS, ROLES

    return fingerprint(as_dict(config)['data'], INTENTS, ROLES, source_texts(READING), [(f.name, sha256(f.read_bytes())) for f in files])


def run_name(config: Config, corpus: str, *parts: str) -> str:
    """Names checkpoints by what decides the weights; the version, say, does not."""
    settings = as_dict(config)
    return fingerprint(*(settings[key] for key in ('seed', 'augment', 'train', 'losses', *parts)), source_texts(LEARNING), corpus)


def cached_corpus(config: Config, samples: Path, folder: Path = FOLDER) -> tuple[Corpus, str]:
    files = files_of(samples)
    name = corpus_name(config, files)
    path = folder / f'corpus-{name}.npz'
    if not path.exists():
        made = load(files, config.data)
        folder.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix('.new.npz')
        np.savez(beside, **{key: json.dumps(value) if isinstance(value, tuple) else value for key, value in dataclasses.asdict(made).items()})
        beside.replace(path)
        return made, name
    stored = np.load(path)
    columns = {field.name: stored[field.name] for field in dataclasses.fields(Corpus)}
    return Corpus(**columns | {key: tuple(json.loads(str(columns[key]))) for key in ('sources', 'moods')}), name


def logger(path: Path, again: bool = True) -> Callable[[str], None]:
    """Says a line to the file and to whoever watches."""
    path.parent.mkdir(parents=True, exist_ok=True)
    log, started = path.open('a' if again else 'w'), time.monotonic()

    def say(line: str) -> None:
        for file in (log, None):
            print(f'{time.monotonic() - started:6.0f} s  {line}', file=file, flush=True)

    return say
