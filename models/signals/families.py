"""
Sixteen kinds of ordinary sensor, each `family(rng, n) -> Wave`. Nothing here is an anomaly: what recurs is a habit.
Scale and offset are arbitrary (the generator rescales); `period` is in cells, 0 when the series has none.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

Rng = np.random.Generator


class Wave(NamedTuple):
    x: np.ndarray  # (n,) float64
    period: float = 0.0
    habit: bool = False  # has recurring jumps or bursts: an anomaly must differ from them in kind or size


def log_uniform(rng: Rng, low: float, high: float) -> float:
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


def wander(rng: Rng, n: int, every: float) -> np.ndarray:
    """A slow random curve of about unit size, one free knot `every` cells."""
    knots = max(3, int(n / every) + 2)
    return np.interp(np.linspace(0, knots - 1, n), np.arange(knots), rng.standard_normal(knots))


def noise(rng: Rng, n: int) -> np.ndarray:
    """White, from light to heavy tails, sometimes skewed; median scale about one."""
    kind = rng.integers(6)
    if kind <= 1:
        return rng.standard_normal(n)
    if kind == 2:
        return rng.uniform(-1.7, 1.7, n)
    if kind == 3:
        return rng.standard_t(rng.uniform(2.2, 6), n)
    if kind == 4:
        return rng.laplace(0, 0.7, n)
    return rng.gamma(rng.uniform(0.6, 5), 1.0, n)


def filtered(signal: np.ndarray, response: np.ndarray) -> np.ndarray:
    size = len(signal) + len(response)
    return np.fft.irfft(np.fft.rfft(signal, size) * np.fft.rfft(response, size), size)[: len(signal)]


def phases(rng: Rng, n: int, period: float, jitter: float) -> tuple[np.ndarray, np.ndarray]:
    """Phase in cycles (n,) of a not quite regular rhythm, and the number of the cycle (n,) int."""
    lengths = period * np.clip(1 + jitter * rng.standard_normal(int(n / period * 2) + 8), 0.4, 1.8)
    marks = np.concatenate([[0.0], np.cumsum(lengths)]) - rng.uniform(0, period)
    phase = np.interp(np.arange(n), marks, np.arange(len(marks)))
    return phase - np.floor(phase), np.floor(phase).astype(int)


def segments(rng: Rng, n: int, mean: float, shape: float) -> np.ndarray:
    """Index of the segment each cell lies in; gamma-distributed lengths (a large shape is a regular rhythm)."""
    lengths = np.maximum(1, rng.gamma(shape, mean / shape, int(n / mean * 3) + 8))
    return np.searchsorted(np.cumsum(lengths), np.arange(n), side='right')


def seasonal(rng: Rng, n: int) -> Wave:
    period = log_uniform(rng, 6, 1400)
    phase = np.cumsum((1 + rng.uniform(0, 0.15) * wander(rng, n, 3 * period)) / period)
    x = sum(h ** -rng.uniform(0.5, 2.5) * np.sin(2 * np.pi * (h * phase + rng.uniform())) for h in range(1, rng.integers(2, 6)))
    return Wave(x * (1 + rng.uniform(0, 0.3) * wander(rng, n, 2 * period)), period)


def two_seasons(rng: Rng, n: int) -> Wave:
    short, long = seasonal(rng, n), seasonal(rng, n)
    if rng.random() < 0.5:
        return Wave(short.x + rng.uniform(0.2, 1.5) * long.x, short.period)
    return Wave(short.x * (1 + 0.6 * np.tanh(long.x)), short.period)


def autoregressive(rng: Rng, n: int) -> Wave:
    """AR(1) or AR(2) from its roots, through its impulse response."""
    k = np.arange(min(n, 2000))
    radius = 1 - log_uniform(rng, 0.003, 0.9)
    angle = np.pi * rng.random() ** 2
    response = radius**k if rng.random() < 0.5 else radius**k * np.cos(angle * k)
    return Wave(filtered(noise(rng, n), response))


def random_walk(rng: Rng, n: int) -> Wave:
    steps = noise(rng, n)
    x = np.cumsum(steps - np.median(steps))
    return Wave(x - rng.uniform(0, 1) * filtered(x, 0.003 * 0.997 ** np.arange(1500)))


def coloured(rng: Rng, n: int) -> Wave:
    spectrum = np.fft.rfft(rng.standard_normal(n))
    spectrum *= np.maximum(np.arange(len(spectrum)), 1.0) ** (-rng.uniform(0.3, 2.2) / 2)
    return Wave(np.fft.irfft(spectrum, n))


def white(rng: Rng, n: int) -> Wave:
    return Wave(noise(rng, n))


def loads(rng: Rng, n: int) -> Wave:
    """On/off and few-level loads with inrush, lag and per-state noise."""
    states = rng.integers(2, 5)
    levels, ripple = np.sort(rng.random(states)) * rng.uniform(0.5, 2, states), log_uniform(rng, 1e-3, 0.1) * rng.random(states)
    mean, shape = log_uniform(rng, 4, 250), log_uniform(rng, 0.7, 200)
    segment = segments(rng, n, mean, shape)
    order = np.arange(segment[-1] + 1) if rng.random() < 0.5 else np.cumsum(rng.integers(1, states, segment[-1] + 1)) if states > 2 else np.arange(segment[-1] + 1)
    state = order[segment] % states
    x = levels[state]
    if rng.random() < 0.4:
        lag = log_uniform(rng, 0.5, 12)
        x = x[0] + filtered(x - x[0], np.exp(-np.arange(200) / lag) / np.exp(-np.arange(200) / lag).sum())
    if rng.random() < 0.4:
        rises = np.maximum(np.diff(levels[state], prepend=levels[state][0]), 0)
        x = x + rng.uniform(0.2, 3) * filtered(rises, np.exp(-np.arange(60) / rng.uniform(0.3, 4)))
    return Wave(x + ripple[state] * rng.standard_normal(n), mean * states if shape > 20 else 0.0, True)


def thermostat(rng: Rng, n: int) -> Wave:
    """Sawtooth between two thresholds: a compressor, a boiler, a filling tank."""
    period, duty, jitter = log_uniform(rng, 8, 400), rng.uniform(0.1, 0.9), rng.uniform(0, 0.12)
    phase, cycle = phases(rng, n, period, jitter)
    rising = phase < duty
    u = np.where(rising, phase / duty, (phase - duty) / (1 - duty))
    bend = np.where(rising, rng.uniform(0.1, 4), rng.uniform(0.1, 4))
    curve = (1 - np.exp(-bend * u)) / (1 - np.exp(-bend))
    swing = 1 + rng.uniform(0, 0.1) * rng.standard_normal(cycle.max() + 2)[cycle]
    return Wave(np.where(rising, curve, 1 - curve) * swing, period, True)


def pulses(rng: Rng, n: int) -> Wave:
    """Heart-beat-like: a few smooth bumps a beat, with jitter in time and size."""
    period = log_uniform(rng, 20, 400)
    phase, beat = phases(rng, n, period, rng.choice([0.0, 0.02, 0.06]))
    x = np.zeros(n)
    for _ in range(rng.integers(1, 6)):
        width, centre = log_uniform(rng, 0.008, 0.15), rng.random()
        offset = (phase - centre + 0.5) % 1 - 0.5
        x += rng.uniform(-0.5, 1) * np.exp(-0.5 * (offset / max(width, 1.2 / period)) ** 2)
    return Wave(x * (1 + rng.uniform(0, 0.12) * rng.standard_normal(beat.max() + 2)[beat]), period)


def daily(rng: Rng, n: int) -> Wave:
    """A profile by the hour, days that differ, and perhaps weekends."""
    day = float(rng.choice([24, 48, 96, 144, 288, 720])) * rng.choice([1, 1, rng.uniform(0.7, 1.3)])
    phase, number = phases(rng, n, day, 0.0)
    knots = rng.integers(4, 25)
    profiles = rng.standard_normal((2, knots)) ** rng.integers(1, 3)
    week = (number + rng.integers(7)) % 7 >= 5 if rng.random() < 0.5 else np.zeros(n, bool)
    place = phase * knots
    left, share = place.astype(int) % knots, place % 1
    share = share * share * (3 - 2 * share) if rng.random() < 0.7 else (share > 0.5) * 1.0
    both = [p[left] * (1 - share) + p[(left + 1) % knots] * share for p in profiles]
    size = 1 + rng.uniform(0, 0.25) * rng.standard_normal(number.max() + 2)[number]
    return Wave(np.where(week, both[0] * 0.4 + both[1] * rng.uniform(0, 0.6), both[0]) * size, day)


def events(rng: Rng, n: int) -> Wave:
    """Recurring bursts on a quiet line: showers, motor starts, nightly jobs. A habit, whatever it looks like."""
    gap, shape = log_uniform(rng, 15, 500), log_uniform(rng, 0.8, 100)
    segment = segments(rng, n, gap, shape)
    starts = np.diff(segment, prepend=segment[0]) > 0
    sizes = np.where(starts, rng.lognormal(0, rng.uniform(0, 0.7), n), 0.0)
    length = log_uniform(rng, 0.6, 0.3 * gap)
    k = np.arange(int(length * 5) + 2)
    form = [np.exp(-k / length), (k < length) * 1.0, np.exp(-0.5 * ((k - 2 * length) / length) ** 2)][rng.integers(3)]
    return Wave(rng.choice([-1, 1, 1]) * filtered(sizes, form) + log_uniform(rng, 1e-3, 0.1) * noise(rng, n), gap if shape > 20 else 0.0, True)


def counter(rng: Rng, n: int) -> Wave:
    rate = np.maximum(0, 1 + rng.uniform(0, 1) * daily(rng, n).x + rng.uniform(0, 0.5) * noise(rng, n))
    x = np.cumsum(rate if rng.random() < 0.5 else rng.poisson(rate * log_uniform(rng, 0.05, 20)))
    return Wave(x % (x[-1] / rng.uniform(3, 15)) if rng.random() < 0.4 else x, 0.0, True)


def counts(rng: Rng, n: int) -> Wave:
    rate = log_uniform(rng, 0.02, 30) * np.exp(rng.uniform(0, 0.8) * daily(rng, n).x)
    return Wave(rng.poisson(np.minimum(rate, 1e4)).astype(float))


def regimes(rng: Rng, n: int) -> Wave:
    """Modes of working that come and go, each with its own level and noise."""
    modes = rng.integers(2, 5)
    segment = segments(rng, n, log_uniform(rng, 25, 300), log_uniform(rng, 1, 30))
    mode = rng.integers(0, modes, segment[-1] + 1)[segment]
    level, spread = rng.standard_normal(modes) * rng.choice([0.0, 1.0, 3.0]), np.exp(rng.normal(-1, 1.2, modes))
    return Wave(level[mode] + spread[mode] * noise(rng, n), 0.0, True)


def clipped(rng: Rng, n: int) -> Wave:
    """Light, rain, solar power: a floor or a ceiling for part of the time."""
    base = (daily, seasonal, autoregressive, thermostat)[rng.integers(4)](rng, n)
    low, high = np.quantile(base.x, [rng.uniform(0, 0.6), rng.uniform(0.75, 1)])
    return Wave(np.clip(base.x, low, max(high, low + 1e-9)), base.period, base.habit)


FAMILIES = (seasonal, two_seasons, autoregressive, random_walk, coloured, white, loads, thermostat, pulses, pulses, daily, events, counter, counts, regimes, clipped)
