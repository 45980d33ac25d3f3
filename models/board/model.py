"""8 -> 16 -> 8 in the gate's own int8 arithmetic, trained through its rounding (straight-through), so that what is exported is what was trained."""

from __future__ import annotations

import numpy as np
import torch

HIDDEN = 16
ONE = 128  # weights and biases are eighths of a bit: w = round(128 w')


class _Round(torch.autograd.Function):
    @staticmethod
    def forward(_ctx, x):  # type: ignore[override]
        return torch.floor(x + 0.5)

    @staticmethod
    def backward(_ctx, grad):  # type: ignore[override]
        return grad


class Gate(torch.nn.Module):
    """x, y [batch, 8] as floats that hold int8 values."""

    def __init__(self) -> None:
        super().__init__()
        self.w1 = torch.nn.Parameter(torch.randn(HIDDEN, 8) * 0.3)
        self.b1 = torch.nn.Parameter(torch.zeros(HIDDEN))
        self.w2 = torch.nn.Parameter(torch.randn(8, HIDDEN) * 0.2)
        self.b2 = torch.nn.Parameter(torch.zeros(8))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        w1, w2 = (_Round.apply(torch.clamp(w, -127 / ONE, 127 / ONE) * ONE) / ONE for w in (self.w1, self.w2))
        b1, b2 = (_Round.apply(torch.clamp(b, -255, 255) * ONE) / ONE for b in (self.b1, self.b2))
        hidden = torch.clamp(_Round.apply(x @ w1.T + b1), 0, 127)
        return torch.clamp(_Round.apply(hidden @ w2.T + b2), -128, 127)

    def integers(self) -> dict[str, np.ndarray]:
        """w1 [16, 8], b1 [16], w2 [8, 16], b2 [8] as the header has them."""

        def whole(p: torch.Tensor, most: float) -> np.ndarray:
            return np.floor(np.clip(p.detach().numpy().astype(np.float64), -most, most) * ONE + 0.5).astype(np.int64)

        return {'w1': whole(self.w1, 127 / ONE), 'b1': whole(self.b1, 255), 'w2': whole(self.w2, 127 / ONE), 'b2': whole(self.b2, 255)}


def run(weights: dict[str, np.ndarray], x: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """hidden [n, 16], y [n, 8], score [n]: firmware/core/gate.c in numpy, integers only."""
    hidden = np.clip((x @ weights['w1'].T + weights['b1'] + 64) >> 7, 0, 127)
    y = np.clip((hidden @ weights['w2'].T + weights['b2'] + 64) >> 7, -128, 127)
    return hidden, y, ((x - y) ** 2).sum(axis=1)
