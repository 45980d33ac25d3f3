"""
Token texts -> hashed character n-grams: the contract with src/core/language/features.ts. A change here is a new FEATURE_VERSION there.

A token w counts as `<w>`: the whole of it first, then its runs of three characters, then of four; twelve at most, zeros fill up.
All numbers are one token `<#>`: their value is for plain code to read. Characters are Unicode code points.
"""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np

FEATURE_VERSION = 1
BUCKETS = 8192  # rows of the table; row 0 is "no gram"
GRAMS = 12
BITS = 32
TOKENS = 64  # longest sentence
NUMBER = re.compile(r'-?[0-9]+(?:\.[0-9]+)?')


def fnv1a(text: str) -> int:
    """FNV-1a, 32 bits, over the bytes of UTF-8."""
    value = 0x811C9DC5
    for byte in text.encode(errors='surrogatepass'):
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


def grams_of(token: str) -> list[str]:
    if NUMBER.fullmatch(token):
        return ['<#>']
    whole = f'<{token}>'
    found = [whole]
    for size in (3, 4):
        found += [whole[i : i + size] for i in range(len(whole) - size + 1)]
    return found[:GRAMS]


@lru_cache(maxsize=1 << 18)
def ids_of(token: str) -> tuple[int, ...]:
    """Always twelve."""
    ids = [1 + fnv1a(gram) % (BUCKETS - 1) for gram in grams_of(token)]
    return (*ids, *[0] * (GRAMS - len(ids)))


def unpacked(words: np.ndarray) -> np.ndarray:
    """uint32 (...) -> float32 (..., 32), lowest bit first."""
    return ((words[..., None] >> np.arange(BITS, dtype=np.uint32)) & 1).astype(np.float32)
