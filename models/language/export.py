"""
Networks -> folders the daemon can open: `language.onnx` and the manifest `language.json` that it checks.

    OUT/                        the int8 student: what is shipped
    .cache/language/float/      the same before rounding             ┐
    .cache/language/plain/      rounded as it is                     ├ to measure what rounding and smallness cost:
    .cache/language/rehearsed/  rounded after rehearsal of rounding  │ not shipped
    .cache/language/teacher-N/  the teachers, float32                ┘
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx

from common.repro import git_describe, sha256

from .config import Config
from .contract import INTENTS, ROLES
from .features import BITS, BUCKETS, FEATURE_VERSION, GRAMS, TOKENS
from .graph import OUTPUTS, build
from .model import Language
from .quantise import check

FILE = 'language.onnx'


def save_model(model: Language, folder: Path, int8: bool = False) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    proto = build(model, int8)
    if int8:
        check(proto)
    onnx.save(proto, folder / FILE)
    return folder / FILE


def manifest_of(config: Config, path: Path, model: Language, corpus: str, data_said: dict) -> dict:
    content, shape = path.read_bytes(), model.shape
    sizes = {'boundary': ['N', 'T'], 'roles': ['N', 'T', shape.roles], 'intents': ['N', 'T', shape.intents], 'scope': ['N'], 'embedding': ['N', shape.embedding]}
    return {
        'name': 'language', 'version': config.version, 'file': path.name, 'bytes': len(content), 'sha256': sha256(content),
        'feature_version': FEATURE_VERSION,
        'inputs': [
            {'name': 'ids', 'dtype': 'int32', 'shape': ['N', 'T', GRAMS]},
            {'name': 'bits', 'dtype': 'float32', 'shape': ['N', 'T', BITS]},
            {'name': 'mask', 'dtype': 'float32', 'shape': ['N', 'T']},
        ],
        'outputs': [{'name': name, 'dtype': 'float32', 'shape': sizes[name]} for name in OUTPUTS],
        'tokens': TOKENS, 'buckets': BUCKETS, 'intents': list(INTENTS), 'roles': list(ROLES),
        'weights': model.weights(), 'shape': {'width': shape.width, 'heads': shape.heads, 'ff': list(shape.ff), 'embedding': shape.embedding},
        'trained': {'seed': config.seed, 'git': git_describe(), 'corpus': corpus, 'data': data_said},
    }


def write_manifest(manifest: dict, folder: Path) -> None:
    (folder / 'language.json').write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + '\n')


def rounded(value: object) -> object:
    if isinstance(value, dict):
        return {key: rounded(v) for key, v in value.items()}
    if isinstance(value, list):
        return [rounded(v) for v in value]
    return round(float(value), 4) if isinstance(value, float | np.floating) else value
