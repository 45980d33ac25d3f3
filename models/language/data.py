"""
Sentences that teach: JSON lines from the sampler (tools/language/sample.ts), so that tokens and bits are the product's own.

    {"t": ["turn", "on"], "b": [1, 0], "c": [1, 0], "r": [1, 1], "i": [0, 0], "s": 1, "g": "", "w": 1, "src": "grammar", "home"?: "h7"}

t token texts, b bits of each as one unsigned number, c 1 where a clause begins, r role and i intent or -1 = not known, s 1 for the
home, 0 not, -1 not known, g the mood's prototype, w weight. All of it lies in flat arrays, one row a token; a sentence is a range.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from common.repro import sha256

from .config import Augment, Data
from .contract import INTENTS, ROLES
from .features import BITS, GRAMS, TOKENS, ids_of, unpacked


@dataclass(frozen=True)
class Corpus:
    grams: np.ndarray  # (distinct tokens, 12) int32
    token: np.ndarray  # (tokens,) int32, row of `grams`
    bits: np.ndarray  # (tokens,) uint32
    begins: np.ndarray  # (tokens,) uint8
    role: np.ndarray  # (tokens,) int16, -1 unknown
    intent: np.ndarray  # (tokens,) int16, -1 unknown
    start: np.ndarray  # (sentences + 1,) int64
    scope: np.ndarray  # (sentences,) int8, -1 unknown
    mood: np.ndarray  # (sentences,) int16, -1 none
    weight: np.ndarray  # (sentences,) float32
    source: np.ndarray  # (sentences,) int16
    held: np.ndarray  # (sentences,) bool: never learnt from
    sources: tuple[str, ...]
    moods: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.scope)

    @property
    def length(self) -> np.ndarray:
        return np.diff(self.start)


def load(files: list[Path], knobs: Data) -> Corpus:
    """Reads the files; what is in a file called valid* is held out whole."""
    vocabulary: dict[str, int] = {}
    sources, moods = {}, {}
    columns: dict[str, list] = {key: [] for key in ('token', 'bits', 'begins', 'role', 'intent', 'size', 'scope', 'mood', 'weight', 'source', 'held', 'home', 'key')}
    for file in files:
        with file.open() as lines:
            for number, line in enumerate(lines, 1):
                row = json.loads(line)
                check(row, f'{file.name}:{number}')
                texts = row['t']
                columns['token'] += [vocabulary.setdefault(text, len(vocabulary)) for text in texts]
                columns['bits'] += row['b']
                columns['begins'] += row['c']
                columns['role'] += row['r']
                columns['intent'] += row['i']
                columns['size'].append(len(texts))
                columns['scope'].append(row['s'])
                columns['mood'].append(moods.setdefault(row['g'], len(moods)) if row.get('g') else -1)
                columns['weight'].append(row.get('w', 1))
                columns['source'].append(sources.setdefault(row['src'], len(sources)))
                columns['held'].append(file.name.startswith('valid'))
                columns['home'].append(row.get('home', ''))
                columns['key'].append(f"{row['src']} {' '.join(texts)}")
    if not columns['size']:
        raise SystemExit(f'no sentences in {", ".join(f.name for f in files) or "nothing"}. HINT: run the sampler first: node tools/node.mjs tools/language/sample.ts')
    held = np.array(columns['held']) | held_out(columns['source'], columns['home'], columns['key'], knobs)
    return Corpus(
        grams=np.array([ids_of(text) for text in vocabulary], np.int32), token=np.array(columns['token'], np.int32), bits=np.array(columns['bits'], np.uint32),
        begins=np.array(columns['begins'], np.uint8), role=np.array(columns['role'], np.int16), intent=np.array(columns['intent'], np.int16),
        start=np.concatenate([[0], np.cumsum(columns['size'])]), scope=np.array(columns['scope'], np.int8), mood=np.array(columns['mood'], np.int16),
        weight=np.array(columns['weight'], np.float32), source=np.array(columns['source'], np.int16), held=held, sources=tuple(sources), moods=tuple(moods),
    )


def check(row: dict, where: str) -> None:
    """Wrong labels teach silently: better stop."""
    size = len(row['t'])
    if not 0 < size <= TOKENS:
        raise SystemExit(f'{where}: {size} tokens; a sentence has 1 to {TOKENS}')
    if any(len(row[key]) != size for key in 'bcri'):
        raise SystemExit(f'{where}: t, b, c, r and i differ in length')
    if not all(-1 <= role < len(ROLES) for role in row['r']) or not all(-1 <= intent < len(INTENTS) for intent in row['i']):
        raise SystemExit(f'{where}: an index lies outside ROLES or INTENTS of src/core/language/intent.ts')
    if row['s'] not in (-1, 0, 1) or row['c'][0] != 1:
        raise SystemExit(f'{where}: s must be -1, 0 or 1, and the first token begins a clause')


def held_out(source: list[int], home: list[str], key: list[str], knobs: Data) -> np.ndarray:
    """By the hash of the home, so that neither its names nor its sentences were seen; by that of the text where a source has few homes."""
    homes: dict[int, set[str]] = {}
    for s, h in zip(source, home, strict=True):
        homes.setdefault(s, set()).add(h)
    limit = knobs.valid * 2**32

    def chosen(s: int, h: str, text: str) -> bool:
        name = f'home {h}' if len(homes[s]) >= knobs.homes else text
        return int.from_bytes(hashlib.sha256(name.encode(errors='surrogatepass')).digest()[:4], 'big') < limit

    return np.array([chosen(*three) for three in zip(source, home, key, strict=True)])


def said(files: list[Path], corpus: Corpus) -> dict:
    """What the manifest says of the data."""
    count = np.bincount(corpus.source, minlength=len(corpus.sources))
    held = np.bincount(corpus.source[corpus.held], minlength=len(corpus.sources))
    return {
        'files': [{'file': file.name, 'sha256': sha256(file.read_bytes())} for file in files],
        'sentences': int((~corpus.held).sum()), 'held_out': int(corpus.held.sum()), 'tokens': len(corpus.token), 'moods': len(corpus.moods),
        'sources': {name: {'sentences': int(count[n] - held[n]), 'held_out': int(held[n])} for n, name in sorted(enumerate(corpus.sources), key=lambda pair: pair[1])},
    }


class Batch(NamedTuple):
    """N sentences, all of T tokens unless `mask` says less."""

    at: np.ndarray  # (N, T) int64: rows of the corpus's token arrays
    sentence: np.ndarray  # (N,)
    ids: Tensor  # (N, T, 12) int32
    bits: Tensor  # (N, T, 32)
    mask: Tensor  # (N, T)
    begins: Tensor  # (N, T) float
    role: Tensor  # (N, T)
    intent: Tensor  # (N, T)
    scope: Tensor  # (N,)
    mood: Tensor  # (N,)
    weight: Tensor  # (N,)


def batch_of(corpus: Corpus, sentences: np.ndarray) -> Batch:
    """Sentences of one length."""
    size = int(corpus.length[sentences[0]]) if len(sentences) else 1
    at = corpus.start[sentences][:, None] + np.arange(size)
    return Batch(
        at, sentences, torch.from_numpy(corpus.grams[corpus.token[at]]), torch.from_numpy(unpacked(corpus.bits[at])), torch.ones(at.shape),
        *(torch.from_numpy(part[at].astype(np.float32 if part is corpus.begins else np.int64)) for part in (corpus.begins, corpus.role, corpus.intent)),
        *(torch.from_numpy(part[sentences].astype(np.int64)) for part in (corpus.scope, corpus.mood)), torch.from_numpy(corpus.weight[sentences]),
    )


def one_length(length: np.ndarray, chosen: np.ndarray, tokens: int, rows: int, rng: np.random.Generator | None) -> list[np.ndarray]:
    """All `chosen` sentences once, in batches of one length; shuffled if there is a generator."""
    order = rng.permutation(chosen) if rng else chosen
    order = order[np.argsort(length[order], kind='stable')]
    batches = []
    for group in np.split(order, np.flatnonzero(np.diff(length[order])) + 1):
        size = max(1, min(rows, tokens // int(length[group[0]]))) if len(group) else 1
        batches += [group[i : i + size] for i in range(0, len(group), size)]
    return [batches[i] for i in rng.permutation(len(batches))] if rng else batches


class Passes:
    """Endless passes over the sentences in a seeded order: step -> batch of sentences; the same step gives the same batch."""

    def __init__(self, corpus: Corpus, chosen: np.ndarray, tokens: int, rows: int, seed: int) -> None:
        self.corpus, self.chosen, self.tokens, self.rows, self.seed, self.passed = corpus, chosen, tokens, rows, seed, -1
        self.length = corpus.length
        self.per_pass = len(one_length(self.length, chosen, tokens, rows, None))

    def __call__(self, step: int) -> np.ndarray:
        passed, place = divmod(step, self.per_pass)
        if passed != self.passed:
            self.passed = passed
            self.batches = one_length(self.length, self.chosen, self.tokens, self.rows, np.random.default_rng([self.seed, passed]))
        return self.batches[place]


def spoilt(batch: Batch, knobs: Augment, generator: torch.Generator) -> Batch:
    """Some grams, words and bits are lost, as a typing error, an unknown word or a wrong lexicon would lose them."""
    n, t, _ = batch.ids.shape

    def chance(*size: int) -> Tensor:
        return torch.rand(size, generator=generator)

    hurt = (chance(n, t, 1) < knobs.word) & (chance(n, t, GRAMS) < knobs.gram)
    gone = chance(n, t, 1) < knobs.unknown
    return batch._replace(ids=batch.ids.masked_fill(hurt | gone, 0), bits=batch.bits * (chance(n, t, BITS) >= knobs.bit))


def whole(corpus: Corpus, chosen: np.ndarray, tokens: int = 8192) -> Iterator[Batch]:
    """Each chosen sentence once, in order of length."""
    for sentences in one_length(corpus.length, chosen, tokens, 1024, None):
        if len(sentences):
            yield batch_of(corpus, sentences)
