"""
The window contract, feature version 1: from a sensor's cells to the 136 numbers the network sees.

    oldest                                                       newest
    |<-- coarse: 32 means of 16 -->|<- mid: 32 means of 4 ->|<- fine: 64 ->| x[t]
     t-704 .. t-193                  t-192 .. t-65            t-64 .. t-1

A cell is one step of the sensor's own time grid; NaN is a gap. All arithmetic in float64, the result in float32.
The daemon computes the same numbers; test/golden/signals.json holds both to it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

FINE, MID, COARSE = 64, 32, 32
HISTORY = FINE + 4 * MID + 16 * COARSE  # 704 cells before the newest one
INPUTS = FINE + MID + COARSE + 8  # 136
NEWEST, STEP = 128, 135  # the only inputs that depend on x[t]
BLOCK = (44, 60)  # of the fine cells: t-20 .. t-5, the block that is hidden and filled in
LEAST_PRESENT = 16  # of the 64 fine cells, for a window to exist
LIMIT = 4.0


def contexts(cells: np.ndarray, at: np.ndarray) -> np.ndarray:
    """cells (n,), at (k,) positions of newest cells -> (k, 705); before the sensor's birth there is nothing but gaps."""
    padded = np.concatenate([np.full(HISTORY, np.nan), cells])
    return sliding_window_view(padded, HISTORY + 1)[at]


class Frame(NamedTuple):
    """A context (k, 705) cut up, and what it is measured by."""

    fine: np.ndarray  # (k, 64)
    newest: np.ndarray  # (k,)
    wide: np.ndarray  # (k, 64): mid, coarse
    loc: np.ndarray  # (k,) mean of the fine cells
    loc_wide: np.ndarray
    s_fine: np.ndarray  # (k,) mean absolute deviation of the fine cells
    s_wide: np.ndarray
    s: np.ndarray  # (k,) the unit everything is scaled by


def frame(context: np.ndarray) -> Frame:
    """context (k, 705) float64, last column never NaN."""
    fine, newest = context[:, -1 - FINE : -1], context[:, -1]
    wide = np.concatenate([block_means(context[:, 512:640], 4), block_means(context[:, :512], 16)], axis=1)
    seen, fine0 = _present(fine)
    count = seen.sum(axis=1)
    loc = fine0.sum(axis=1) / np.maximum(count, 1)
    s_fine = _spread(fine0, seen, count, loc)
    wide_seen, wide0 = _present(wide)
    wide_count = wide_seen.sum(axis=1)
    loc_wide = wide0.sum(axis=1) / np.maximum(wide_count, 1)
    s_wide = _spread(wide0, wide_seen, wide_count, loc_wide)
    young = wide_count < 4
    loc_wide, s_wide = np.where(young, loc, loc_wide), np.where(young, s_fine, s_wide)
    s = np.maximum.reduce([s_fine, 0.1 * s_wide, 1e-6 * np.abs(loc), np.full(len(context), 1e-9)])
    return Frame(fine, newest, wide, loc, loc_wide, s_fine, s_wide, s)


def windows(context: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """context (k, 705) float64, last column never NaN -> inputs (k, 136) float32, exists (k,) bool."""
    return encode(frame(context))


def encode(f: Frame) -> tuple[np.ndarray, np.ndarray]:
    fine, newest, wide, loc, loc_wide, s_fine, s_wide, s = f
    seen, fine0 = _present(fine)
    count, wide_count = seen.sum(axis=1), (~np.isnan(wide)).sum(axis=1)
    exists = count >= LEAST_PRESENT

    pair = seen[:, 1:] & seen[:, :-1]
    pairs = np.maximum(pair.sum(axis=1), 1)
    move = np.where(pair, fine0[:, 1:] - fine0[:, :-1], 0.0)
    equal = (pair & (move == 0.0)).sum(axis=1) / pairs
    step = np.where(seen[:, -1], newest - fine0[:, -1], 0.0)

    out = np.empty((len(fine), INPUTS))
    out[:, :FINE] = scaled(fine, loc, s)
    out[:, FINE:NEWEST] = scaled(wide, loc, s)
    out[:, NEWEST] = _squash((newest - loc) / s)
    ratio = np.log(np.maximum(s_fine, 1e-12) / np.maximum(s_wide, 1e-12))
    out[:, 129] = np.clip(ratio, -LIMIT, LIMIT)
    out[:, 130] = _squash((loc - loc_wide) / s)
    out[:, 131] = 4.0 * (1.0 - count / FINE)
    out[:, 132] = 4.0 * equal
    out[:, 133] = np.minimum(LIMIT, np.abs(move).sum(axis=1) / pairs / s)
    out[:, 134] = 4.0 * (1.0 - wide_count / (MID + COARSE))
    out[:, STEP] = _squash(step / s)
    return out.astype(np.float32), exists


def _squash(u: np.ndarray) -> np.ndarray:
    return np.clip(np.arcsinh(u), -LIMIT, LIMIT)


def scaled(values: np.ndarray, loc: np.ndarray, s: np.ndarray) -> np.ndarray:
    """(k, m) -> (k, m); a gap reads 0, which is also the window's own mean."""
    return np.nan_to_num(_squash((values - loc[:, None]) / s[:, None]), nan=0.0)


def _present(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    seen = ~np.isnan(values)
    return seen, np.where(seen, values, 0.0)


def _spread(values0: np.ndarray, seen: np.ndarray, count: np.ndarray, centre: np.ndarray) -> np.ndarray:
    return np.where(seen, np.abs(values0 - centre[:, None]), 0.0).sum(axis=1) / np.maximum(count, 1)


def block_means(cells: np.ndarray, size: int) -> np.ndarray:
    """(k, m * size) -> (k, m): the mean of the present cells of each block, NaN where there is none."""
    blocks = cells.reshape(len(cells), -1, size)
    seen = ~np.isnan(blocks)
    count = seen.sum(axis=2)
    total = np.where(seen, blocks, 0.0).sum(axis=2)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)
