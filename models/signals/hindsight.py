"""
What came after a window, for the teacher alone: 32 cells and 16 means of 4, in the window's own units. The daemon never has it.

    x[t] | 32 cells: t+1 .. t+32 | 16 means of 4: t+33 .. t+96
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from .windows import Frame, block_means, scaled

NEAR, FAR = 32, 16
FUTURE = NEAR + FAR  # 48 numbers
AHEAD = NEAR + 4 * FAR  # from 96 cells


def futures(cells: np.ndarray, at: np.ndarray, frame: Frame) -> np.ndarray:
    """cells (n,), at (k,), the windows' frame -> (k, 48) float16; a gap, or nothing any more, reads 0."""
    after = sliding_window_view(np.concatenate([cells, np.full(AHEAD, np.nan)]), AHEAD)[at + 1]
    both = np.concatenate([after[:, :NEAR], block_means(after[:, NEAR:], 4)], axis=1)
    return scaled(both, frame.loc, frame.s).astype(np.float16)
