"""
Series with labels: a base wave (synthetic or cut from a recording), habits, injected trouble, then what real sensors
do to it: rounding, holding the last value, gaps. One `Series` is made at a time; thousands of them teach the network.

    family or recording -> habits -> anomalies -> rounding, gaps -> Series(cells, labels, touched)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from .anomalies import INJECTORS, LABELS, bend, measure, ramp, rhythm, spike, step
from .config import Data
from .cycles import CYCLIC
from .families import FAMILIES, Rng, Wave, log_uniform, noise, wander
from .hindsight import futures
from .windows import BLOCK, FINE, contexts, encode, frame

KINDS = FAMILIES + CYCLIC


class Windows(NamedTuple):
    """What one window teaches, k of them."""

    inputs: np.ndarray  # (k, 136) float32
    labels: np.ndarray  # (k, 4) bool
    fair: np.ndarray  # (k,) bool: normal, and chosen without looking at x[t]
    whole: np.ndarray  # (k,) bool: no trouble in the block that is to be filled in
    future: np.ndarray  # (k, 48) float16


class Series(NamedTuple):
    cells: np.ndarray  # (n,) float64, NaN = gap
    labels: np.ndarray  # (n, 4) bool: a new anomaly of this class
    touched: np.ndarray  # (n,) bool: changed by an anomaly, labelled or not


def make_series(rng: Rng, data: Data, recordings: Sequence[np.ndarray]) -> Series:
    n = data.cells
    real = bool(recordings) and rng.random() < data.real_share
    wave, gaps = cut(rng, n, recordings) if real else (synthesise(rng, n), np.zeros(n, bool))
    wave = wave._replace(period=rhythm(wave.x))
    if rng.random() < 0.15:
        wave = with_habit(rng, wave)
    labels, touched = np.zeros((n, len(LABELS)), bool), np.zeros(n, bool)
    if rng.random() >= data.clean_share:
        inject(rng, wave, labels, touched, data.label_cells)
    cells = wear(rng, wave.x, gaps)
    return Series(cells * log_uniform(rng, 1e-3, 1e5) + rng.choice([0.0, 1.0]) * rng.normal(0, 30), labels, touched)


def synthesise(rng: Rng, n: int) -> Wave:
    main = KINDS[rng.integers(len(KINDS))](rng, n)
    x = main.x / (main.x.std() + 1e-9)
    if rng.random() < 0.35:
        other = KINDS[rng.integers(len(KINDS))](rng, n)
        x = x + log_uniform(rng, 0.02, 0.8) * other.x / (other.x.std() + 1e-9)
    if rng.random() < 0.6:
        x = x + log_uniform(rng, 1e-4, 0.3) * noise(rng, n)
    if rng.random() < 0.3:
        x = x + rng.uniform(0, 2) * wander(rng, n, rng.uniform(500, 3000))
    return Wave(x, main.period, main.habit)


def cut(rng: Rng, n: int, recordings: Sequence[np.ndarray]) -> tuple[Wave, np.ndarray]:
    """A piece of a recording at a random pace, upside down or back to front, its gaps kept apart: (wave, gaps (n,))."""
    while True:
        source = recordings[rng.integers(len(recordings))]
        pace = float(min(log_uniform(rng, 0.5, 12), len(source) / (n + 2)))
        start = rng.uniform(0, len(source) - 1 - pace * n) if len(source) - 1 > pace * n else 0.0
        place = start + pace * np.arange(n)
        near = np.minimum(np.round(place).astype(int), len(source) - 1)
        seen = ~np.isnan(source)
        if seen[near].mean() < 0.3:
            continue
        x = np.interp(place, np.flatnonzero(seen), source[seen])
        if x.std() > 1e-9 * (1 + abs(x.mean())):
            x = (x - x.mean()) / x.std() * rng.choice([-1.0, 1.0])
            return Wave(x[::-1].copy() if rng.random() < 0.2 else x, 0.0, False), ~seen[near]


def with_habit(rng: Rng, wave: Wave) -> Wave:
    """The same odd thing again and again, unlabelled: the first times teach nothing, later it is plainly a habit."""
    scale, injector = measure(wave.x), (spike, bend, step, ramp)[rng.integers(4)]
    gap, regular = log_uniform(rng, 40, 350), rng.random() < 0.5
    at, lesson = rng.uniform(0, gap), int(rng.integers(1 << 31))
    while at < len(wave.x) - 60:
        piece = Wave(wave.x[int(at) : int(at + gap)].copy(), wave.period, False)
        if len(piece.x) > 24:
            injector(np.random.default_rng(lesson), piece, scale, 0)
            wave.x[int(at) : int(at) + len(piece.x) - 4] = piece.x[:-4]
        at += gap * (1 if regular else rng.uniform(0.5, 1.7))
    return Wave(wave.x, wave.period, True)


def inject(rng: Rng, wave: Wave, labels: np.ndarray, touched: np.ndarray, label_cells: int) -> None:
    scale, n = measure(wave.x), len(wave.x)
    on = int(rng.uniform(40, 900))
    while on < n - 40:
        done = INJECTORS[rng.integers(len(INJECTORS))](rng, wave, scale, on)
        if done:
            kind, first, end = done
            labels[first : min(end, first + label_cells), kind] = True
            touched[on:end] = True
            on = max(min(end, n), on)
        on += int(log_uniform(rng, 60, 1500))


def wear(rng: Rng, x: np.ndarray, gaps: np.ndarray) -> np.ndarray:
    """Resolution, reporting on change, missing cells."""
    x = x.copy()
    if rng.random() < 0.35:
        grain = measure(x).range / log_uniform(rng, 5, 400)
        x = np.round(x / grain) * grain
    if rng.random() < 0.12:
        kept = rng.random(len(x)) < rng.uniform(0.15, 0.9)
        kept[0] = True
        x = x[np.maximum.accumulate(np.where(kept, np.arange(len(x)), 0))]
    if rng.random() < 0.3:
        gaps = gaps | (rng.random(len(x)) < log_uniform(rng, 0.002, 0.4))
    for _ in range(rng.poisson(0.6)):
        start = rng.integers(len(x))
        gaps = gaps.copy()
        gaps[start : start + int(log_uniform(rng, 3, 400))] = True
    return np.where(gaps, np.nan, x)


def sample(rng: Rng, series: Series, count: int, data: Data) -> Windows:
    """At most `count` windows of one series."""
    seen = ~np.isnan(series.cells)
    seen[:16] = False  # no window exists before that
    labelled = series.labels.any(axis=1)
    near = np.convolve(labelled, np.ones(65), 'same') > 0.5
    seen &= ~(series.touched & ~labelled & near)  # limbo: no longer new, not yet normal, or not yet visible
    moves = np.abs(np.diff(series.cells, prepend=np.nan))
    calm = seen & ~series.touched & (moves > 0)
    busy = calm & (moves >= np.quantile(moves[calm], 0.97)) if calm.any() else calm
    plan = [(seen & series.labels[:, kind], data.labelled_share / len(LABELS), False) for kind in range(len(LABELS))]
    plan += [(seen & near & ~labelled, data.around_share, True), (busy, data.busy_share, False), (seen, 1.0, True)]
    at, fair = np.empty(0, int), np.empty(0, bool)
    for pool, share, unbiased in plan:
        places = np.flatnonzero(pool)
        wanted = min(round(share * count), 2 * len(places), count - len(at))
        if wanted > 0:
            at, fair = np.concatenate([at, rng.choice(places, wanted)]), np.concatenate([fair, np.full(wanted, unbiased)])
    seen_from = frame(contexts(series.cells, at))
    inputs, exists = encode(seen_from)
    labels, trouble = series.labels[at], np.concatenate([[0], np.cumsum(series.touched)])
    first, last = (np.maximum(at - FINE + edge, 0) for edge in BLOCK)
    columns = (inputs, labels, fair & ~labels.any(axis=1), trouble[first] == trouble[last], futures(series.cells, at, seen_from))
    return Windows(*(column[exists] for column in columns))
