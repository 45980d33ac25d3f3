"""
Injected trouble. Each injector changes cells from `on` in place and says what it did; the label starts where the change
becomes visible and lasts at most `label_cells`. Sizes run from barely visible to huge, in units of the series itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .cycles import one_cycle
from .families import FAMILIES, Rng, Wave, log_uniform, noise

LABELS = ('point', 'level', 'spread', 'shape')
POINT, LEVEL, SPREAD, SHAPE = range(4)


@dataclass(frozen=True)
class Scale:
    """How large things are in a series before anything is injected."""

    jump: float  # 99 % of cell-to-cell moves are smaller
    swing: float  # mean absolute deviation within windows of 64 cells (median over windows)
    range: float  # 0.5 % to 99.5 %
    flat: int  # longest run of equal cells
    slow: float  # jump against swing: below about 0.5 the series is smooth


def measure(x: np.ndarray) -> Scale:
    moves = np.abs(np.diff(x))
    blocks = x[: len(x) // 64 * 64].reshape(-1, 64)
    swing = float(np.median(np.abs(blocks - blocks.mean(axis=1, keepdims=True)).mean(axis=1)))
    low, high = np.quantile(x, [0.005, 0.995])
    span = max(float(high - low), 1e-9)
    jump, swing = max(float(np.quantile(moves, 0.99)), 1e-4 * span), max(swing, 1e-4 * span)
    edges = np.flatnonzero(np.concatenate([[True], moves > 0, [True]]))
    return Scale(jump, swing, span, int(np.diff(edges).max(initial=1)), jump / swing)


def sign(rng: Rng) -> float:
    return float(rng.choice([-1.0, 1.0]))


def spike(rng: Rng, wave: Wave, scale: Scale, on: int) -> tuple[int, int, int]:
    width = 1 if rng.random() < 0.65 else int(rng.integers(2, 6))
    size = log_uniform(rng, 0.9, 25) * scale.jump
    direction = sign(rng)
    if wave.habit:  # out of the ordinary range, or in it the wrong way round
        skew = 1.0 if np.mean(wave.x) > np.median(wave.x) else -1.0
        size, direction = (log_uniform(rng, 0.4, 4) * scale.range, -skew) if rng.random() < 0.5 else (log_uniform(rng, 1.3, 6) * scale.range, direction)
    form = np.ones(width) if rng.random() < 0.5 else rng.uniform(0.5, 1, width)
    wave.x[on : on + width] += direction * size * form
    return POINT, on, on + width


def step(rng: Rng, wave: Wave, scale: Scale, on: int) -> tuple[int, int, int]:
    size = log_uniform(rng, 0.35, 4) * scale.range if wave.habit else log_uniform(rng, 0.5, 15) * scale.jump
    end = len(wave.x) if rng.random() < 0.5 else on + int(log_uniform(rng, 20, 700))
    wave.x[on:end] += sign(rng) * size
    return LEVEL, on, end


def ramp(rng: Rng, wave: Wave, scale: Scale, on: int) -> tuple[int, int, int]:
    length = int(log_uniform(rng, 12, 400))
    unit = scale.range if wave.habit else max(scale.jump, scale.swing)
    end = min(len(wave.x), on + length + int(log_uniform(rng, 1, 700)))
    rise = np.minimum(np.arange(end - on) / length, 1.0) ** rng.choice([1.0, 1.0, 2.0])
    rise = sign(rng) * log_uniform(rng, 1.2, 12) * (0.4 if wave.habit else 1.0) * unit * rise
    wave.x[on:end] += rise
    seen = np.argmax(np.abs(rise) > 0.4 * unit)  # before that, nobody could know
    return LEVEL, on + int(seen), end


def burst(rng: Rng, wave: Wave, scale: Scale, on: int) -> tuple[int, int, int]:
    """Noise grows, for a moment or for good."""
    end = on + int(log_uniform(rng, 8, 500))
    grain = 0.25 * scale.range if wave.habit else scale.jump / 3.6
    cells = wave.x[on:end]
    cells += log_uniform(rng, 1.6, 15) * grain * noise(rng, len(cells))
    return SPREAD, on, end


def calm(rng: Rng, wave: Wave, scale: Scale, on: int) -> tuple[int, int, int] | None:
    """Noise shrinks around the local level; only where there is noise to lose."""
    if scale.slow < 1.2 or wave.habit:
        return None
    end = on + int(log_uniform(rng, 40, 600))
    cells = wave.x[on:end]
    level = np.convolve(np.pad(cells, 8, mode='edge'), np.ones(17) / 17, 'valid')
    cells[:] = level + rng.uniform(0, 0.35) * (cells - level)
    return SPREAD, on + 6, end


def stuck(rng: Rng, wave: Wave, scale: Scale, on: int) -> tuple[int, int, int] | None:
    longest = max(scale.flat, 4)
    if longest > 60:
        return None
    end = on + int(2.5 * longest + log_uniform(rng, 8, 500))
    wave.x[on:end] = wave.x[on]
    return SHAPE, on + int(1.2 * longest), end


def rhythm(x: np.ndarray) -> float:
    """Period in cells of a rhythm strong enough to break (autocorrelation above 0.45), 0 when there is none."""
    size = 2 * len(x)
    power = np.abs(np.fft.rfft(x - x.mean(), size)) ** 2
    correlation = np.fft.irfft(power, size)[:460]
    correlation = correlation / (correlation[0] + 1e-12)
    fallen = np.argmax(correlation < 0.2)
    if fallen == 0 or fallen > 400:
        return 0.0
    peak = fallen + int(np.argmax(correlation[fallen:]))
    return float(peak) if peak >= 8 and correlation[peak] > 0.45 else 0.0


def bend(rng: Rng, wave: Wave, scale: Scale, on: int) -> tuple[int, int, int] | None:
    """A rhythm breaks: reversed, missing, late, somebody else's, faster, resized; without a rhythm only the last kinds can be told."""
    period = wave.period
    m = min(max(int(period * rng.uniform(0.4, 2.5)) if period else int(log_uniform(rng, 24, 250)), 8), len(wave.x) - 1 - on)
    before, places = wave.x[on : on + m].copy(), np.arange(len(wave.x))
    centred = before - before.mean()
    how = rng.integers(8) if period else rng.choice([5, 6, 7])
    if how == 0:
        after = before[::-1].copy()
    elif how == 1:  # missing
        after = np.linspace(before[0], before[-1], m) + 0.3 * scale.jump * rng.standard_normal(m)
    elif how == 2:  # late
        after = np.interp(on + np.arange(m) - period * rng.uniform(0.2, 0.5), places, wave.x)
    elif how == 3:  # somebody else's
        other = FAMILIES[rng.integers(len(FAMILIES))](rng, m + 64).x[:m]
        after = before.mean() + before.std() * (other - other.mean()) / (other.std() + 1e-12)
    elif how == 4:  # faster or slower
        pace = rng.choice([rng.uniform(0.4, 0.75), rng.uniform(1.35, 3)])
        after = np.interp(on + np.arange(m) * pace, places, wave.x)
    elif how == 5:  # resized
        after = before.mean() + (rng.uniform(0, 0.6) if period and rng.random() < 0.5 else rng.uniform(1.8, 4)) * centred
    elif how == 6:  # hunting: an oscillation of its own
        after = before + before.std() * log_uniform(rng, 0.7, 3) * np.sin(2 * np.pi * (np.arange(m) / log_uniform(rng, 4, 50) + rng.random()))
    else:  # a straight line, almost
        after = np.linspace(before[0], before[-1], m) + 0.05 * scale.jump * rng.standard_normal(m)
    if rng.random() < 0.7:  # joined without a jump
        after += np.linspace(before[0] - after[0], before[-1] - after[-1], m)
    return replace(wave, on, after, max(0.5 * scale.jump, 0.5 * before.std()), max(3, 0.15 * m))


def replace(wave: Wave, on: int, after: np.ndarray, least: float, cells: float) -> tuple[int, int, int] | None:
    """Puts `after` in place, unless fewer than `cells` cells change by `least`: nobody could tell."""
    before = wave.x[on : on + len(after)]
    visible = np.flatnonzero(np.abs(after - before) > least)
    if len(visible) < cells:
        return None
    wave.x[on : on + len(after)] = after
    return SHAPE, on + int(visible[0]), on + int(visible[-1]) + 1


def odd_cycle(rng: Rng, wave: Wave, scale: Scale, on: int) -> tuple[int, int, int] | None:
    """One cycle of another shape; the rhythm goes on. Joined without a jump."""
    if not wave.period:
        return None
    other = wave.x.copy()
    after = one_cycle(rng, other, wave.period, on)
    if after is None:
        return None
    m = len(after)
    before, moved = wave.x[on : on + m].copy(), not np.array_equal(other, wave.x)
    if not moved:
        after += np.linspace(before[0] - after[0], before[-1] - after[-1], m)
    done = replace(wave, on, after, max(0.5 * scale.jump, 0.3 * before.std()), max(3, 0.04 * m))
    if done and moved:
        wave.x[on + m :] = other[on + m :]
    return done


INJECTORS = (spike, spike, step, ramp, burst, calm, stuck, bend, bend, bend, odd_cycle, odd_cycle)
