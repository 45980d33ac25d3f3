"""Windows of the firmware itself: build/kinglet-host turns its bearing, healthy or worn, and says features; here they become the gate's inputs.

x = 2 (code - slow mean of the code), int8, exactly as firmware/core/gate.c makes it. Everything is seeded; no recording is used.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np

FIRMWARE = Path(__file__).resolve().parents[2] / 'firmware'
HOST = FIRMWARE / 'build' / 'kinglet-host'
sys.path.insert(0, str(FIRMWARE / 'tools'))
import wire  # noqa: E402

SETTLE = 32
SECONDS = 90
CODE = 8  # a code is an eighth of an octave


def codes(seed: int, signal: str, then: str | None = None, seconds: int = SECONDS) -> np.ndarray:
    """[channel, window, band] of one run."""
    command = [str(HOST), '--stdout', '--stream', 'every', '--seed', str(seed), '--seconds', str(seconds), '--signal', signal]
    if then:
        command += ['--then', then]
    said = subprocess.run(command, capture_output=True, check=True).stdout
    out: list[list[list[int]]] = [[], [], []]
    for raw in wire.split(said):
        frame, _ = wire.decode_up(raw)
        if frame and raw[1] == wire.FEATURES:
            out[frame['channel']].append(frame['bands'])
    shortest = min(map(len, out))
    return np.array([c[:shortest] for c in out], dtype=np.int64)


def inputs(run: np.ndarray) -> np.ndarray:
    """x of each window of one channel [window, band] after settling, the slow mean following as while nothing is unusual."""
    usual, out = run[0] << 8, []
    for i, code in enumerate(run):
        x = np.clip(((code << 8) - usual + 64) >> 7, -128, 127)
        if i >= SETTLE:
            out.append(x)
        usual = usual + (((code << 8) - usual) >> (8 if i >= SETTLE else 3))
    return np.array(out, dtype=np.int64)


def healthy(seeds: range) -> np.ndarray:
    """[n, 8]: what healthy windows are around their own mean."""
    return np.concatenate([inputs(channel) for seed in seeds for channel in codes(seed, 'healthy')])


def varied(x: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """What a healthy machine may also do: all bands together louder or softer (load), the low ones against the high ones (speed). Returns (input, that part of it)."""
    n = len(x)
    load = rng.normal(0, 1.0 * CODE, (n, 1))
    tilt = rng.normal(0, 0.25 * CODE, (n, 1)) * np.linspace(-1, 1, 8)
    part = 2 * (load + tilt)
    return np.clip(x + np.round(part).astype(np.int64), -128, 127), np.clip(part, -128, 127)
