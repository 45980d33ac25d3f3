"""
Signals whose life is one shape again and again: hearts, lungs, steps, machines. No two cycles are quite alike, which is the
lesson: what varies from beat to beat is no trouble, one cycle of another shape is. `one_cycle` makes that trouble.
"""

from __future__ import annotations

import numpy as np

from .families import Rng, Wave, log_uniform, wander


def rhythm_of(rng: Rng, n: int, period: float) -> tuple[np.ndarray, np.ndarray]:
    """Phase within the cycle (n,) and its number (n,): the pace wanders slowly, follows a breath, and jitters from beat to beat."""
    count = int(n / period * 2) + 8
    beat = np.arange(count)
    pace = 1 + rng.uniform(0, 0.08) * wander(rng, count, rng.uniform(8, 40)) + rng.choice([0.0, 0.01, 0.03]) * rng.standard_normal(count)
    if rng.random() < 0.4:
        pace += rng.uniform(0.01, 0.06) * np.sin(2 * np.pi * beat / rng.uniform(3, 9))
    marks = np.concatenate([[0.0], np.cumsum(period * np.clip(pace, 0.6, 1.6))]) - rng.uniform(0, period)
    place = np.interp(np.arange(n), marks, np.arange(len(marks)))
    return place - np.floor(place), np.floor(place).astype(int)


def per_cycle(rng: Rng, number: np.ndarray, size: float) -> np.ndarray:
    """1 +- size, another for each cycle, neighbours alike (n,)."""
    count = number.max() + 2
    shaky = rng.standard_normal(count)
    return 1 + size * (0.5 * shaky + 0.5 * wander(rng, count, rng.uniform(2, 12)))[number]


def heart(rng: Rng, n: int) -> Wave:
    """P, Q, R, S and T as bumps; or the pulse it sends: a steep rise, a notch, a fall."""
    period = log_uniform(rng, 16, 420)
    phase, number = rhythm_of(rng, n, period)
    if rng.random() < 0.35:
        rise = rng.uniform(0.08, 0.25)
        x = np.where(phase < rise, np.sin(0.5 * np.pi * phase / rise) ** 2, np.exp(-(phase - rise) * rng.uniform(2, 5)))
        x += rng.uniform(0, 0.25) * np.exp(-0.5 * ((phase - rng.uniform(0.35, 0.5)) / 0.04) ** 2)
    else:
        x = np.zeros(n)
        for centre, width, size in ((0.2, 0.03, 0.15), (0.33, 0.012, -0.12), (0.37, 0.014, 1.0), (0.41, 0.014, -0.25), (0.62, 0.06, 0.3)):
            width = max(width * rng.uniform(0.7, 1.6), 0.8 / period)
            size *= rng.normal(1, 0.5)
            x += size * per_cycle(rng, number, 0.06) * np.exp(-0.5 * ((phase - centre - rng.normal(0, 0.02)) / width) ** 2)
    return Wave(rng.choice([-1, 1, 1]) * x * per_cycle(rng, number, rng.uniform(0, 0.1)) + rng.uniform(0, 0.3) * wander(rng, n, 4 * period), period)


def breath(rng: Rng, n: int) -> Wave:
    """In, out, rest; depth and pace differ from breath to breath."""
    period = log_uniform(rng, 12, 400)
    phase, number = rhythm_of(rng, n, period)
    into, rest = rng.uniform(0.2, 0.5), rng.uniform(0.6, 1)
    up, down = np.clip(phase / into, 0, 1), np.clip((phase - into) / (rest - into), 0, 1)
    x = (0.5 - 0.5 * np.cos(np.pi * up)) * (0.5 + 0.5 * np.cos(np.pi * down ** rng.uniform(0.5, 1)))
    return Wave(x * per_cycle(rng, number, rng.uniform(0.02, 0.25)), period)


def template(rng: Rng, n: int) -> Wave:
    """Any smooth or edgy shape, repeated; every second cycle may differ a little, as left foot from right."""
    period = log_uniform(rng, 10, 420)
    phase, number = rhythm_of(rng, n, period)
    fade, highest = rng.uniform(0.6, 2), int(rng.integers(2, 14))
    size, turn = rng.standard_normal(highest) * np.arange(1, highest + 1) ** -fade, rng.random(highest)
    if rng.random() < 0.5:
        other = size + 0.3 * rng.uniform(0, 1) * rng.standard_normal(highest) * np.arange(1, highest + 1) ** -fade
    else:
        other = size
    left = number % 2 == 0
    x = sum(np.where(left, size[h], other[h]) * np.sin(2 * np.pi * ((h + 1) * phase + turn[h])) for h in range(highest))
    return Wave(x * per_cycle(rng, number, rng.uniform(0, 0.15)), period)


def machine(rng: Rng, n: int) -> Wave:
    """A programme of phases, each holding, ramping, settling or humming; their lengths vary a little, idle time perhaps a lot."""
    period, parts = log_uniform(rng, 20, 450), int(rng.integers(2, 9))
    phase, number = rhythm_of(rng, n, period)
    edges = np.cumsum(rng.gamma(2, 1, parts))
    edges = np.concatenate([[0], edges / edges[-1]])
    shifts = rng.choice([0.0, 0.01, 0.03]) * rng.standard_normal((number.max() + 2, parts - 1))
    inner = np.sort(np.clip(edges[1:-1] + shifts, 0.01, 0.99), axis=1)
    part = (phase[:, None] >= inner[number]).sum(axis=1)  # (n,)
    starts, ends = np.pad(inner, ((0, 0), (1, 0)))[number, part], np.pad(inner, ((0, 0), (0, 1)), constant_values=1.0)[number, part]
    u = (phase - starts) / np.maximum(ends - starts, 1e-6)
    level, kind = rng.uniform(-1, 1, parts), rng.integers(0, 4, parts)
    before = np.roll(level, 1)
    hum = 0.15 * rng.random(parts) * np.sin(2 * np.pi * u[:, None] * rng.integers(2, 9, parts))
    forms = np.stack([level + 0 * hum, before + (level - before) * u[:, None], level + (before - level) * np.exp(-6 * u[:, None]), level + hum])
    return Wave(forms[kind[part], np.arange(n), part] * per_cycle(rng, number, rng.uniform(0, 0.05)), period)


CYCLIC = (heart, heart, breath, template, template, machine)


def one_cycle(rng: Rng, x: np.ndarray, period: float, on: int) -> np.ndarray | None:
    """What stands in place of the cells from `on` (m,), about one cycle of another shape; may move all later cells of `x` in time."""
    m = int(period * rng.uniform(0.8, 1.2))
    if on + 3 * m > len(x):
        return None
    before, u = x[on : on + m].copy(), np.arange(m) / m
    mean, spread, how = before.mean(), before.std(), rng.integers(8)
    if how == 0:  # upside down
        return 2 * mean - before
    if how == 1:  # a bump or a dent
        return before + rng.choice([-1, 1]) * log_uniform(rng, 0.5, 3) * spread * np.exp(-0.5 * ((u - rng.uniform(0.2, 0.8)) / log_uniform(rng, 0.03, 0.2)) ** 2)
    if how == 2:  # a part of it missing
        a, b = sorted((int(rng.uniform(0, 0.6) * m), int(rng.uniform(0.3, 1) * m)))
        before[a : b + 1] = np.linspace(before[a], before[min(b, m - 1)], len(before[a : b + 1]))
        return before
    if how == 3:  # blurred
        width = max(3, int(rng.uniform(0.15, 0.5) * m)) | 1
        return np.convolve(np.pad(before, width // 2, mode='edge'), np.ones(width) / width, 'valid')
    if how == 4:  # hurried first, late then
        return np.interp(u + rng.choice([-1, 1]) * rng.uniform(0.1, 0.25) * np.sin(np.pi * u), u, before)
    if how == 5:  # one half twice
        half = m // 2
        return np.concatenate([before[:half], before[: m - half]] if rng.random() < 0.5 else [before[half : 2 * half], before[half:]])
    if how == 6:  # an extra beat
        return before + rng.uniform(0.4, 1) * (np.roll(before, m // 2) - mean)
    # longer or shorter, and everything after it later or earlier
    long = max(4, int(m * rng.choice([rng.uniform(0.4, 0.75), rng.uniform(1.3, 1.9)])))
    place = on + np.concatenate([np.arange(long) * (m / long), m + np.arange(len(x) - on - long)])
    step = max(1, round(period))
    place = np.where(place > len(x) - 1, place - step * np.ceil((place - len(x) + 1) / step), place)
    x[on:] = np.interp(place, np.arange(len(x)), x)
    return x[on : on + long].copy()
