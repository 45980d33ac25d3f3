"""
The network: a small pre-norm transformer over the tokens of one sentence.

    ids (12 hashed n-grams) ─► table, summed ┐
    bits (32 of the lexicon) ─► linear ──────┼─► blocks × layers ─► norm ─┬─► boundary, roles, intents   a token
    learned positions ───────────────────────┘                            └─► mean and maximum ─► scope, embedding   a sentence

What enters a matrix product of weights is rounded to int8 once `fake_quant` is on, and so is the table; everything else stays float.
Kept in step with `graph.py`, which writes the .onnx.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .features import BITS, BUCKETS, GRAMS, TOKENS

EPSILON = 1e-5  # of the norms
FAR = -30.0  # added to the score of what is no token: e^-30 is nothing, and stays finite in bfloat16
LEAST = 1e-6  # below which a length counts as none


@dataclass(frozen=True)
class Shape:
    width: int
    heads: int
    ff: tuple[int, ...]  # one number a block: hidden units of its feed-forward part
    embedding: int
    intents: int
    roles: int
    dropout: float = 0.0


class Told(NamedTuple):
    boundary: Tensor  # (N, T)
    roles: Tensor  # (N, T, roles)
    intents: Tensor  # (N, T, intents)
    scope: Tensor  # (N,)
    embedding: Tensor  # (N, 64), unit length


class Rounded(torch.autograd.Function):
    """To whole steps within ±127 (or the range given) on the way forward; the gradient passes straight through what is inside."""

    @staticmethod
    def forward(ctx: object, x: Tensor, step: Tensor, zero: Tensor) -> Tensor:
        whole = torch.round(x / step) + zero
        ctx.save_for_backward((whole >= -128) & (whole <= 127))
        return (whole.clamp(-128, 127) - zero) * step

    @staticmethod
    def backward(ctx: object, gradient: Tensor) -> tuple[Tensor, None, None]:
        return gradient * ctx.saved_tensors[0], None, None


class Layer(nn.Module):
    """y = x W' + b; with `fake_quant`, W per row and x per tensor are rounded as int8 will round them."""

    def __init__(self, inputs: int, outputs: int, gain: float = 1.0) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(outputs, inputs) * gain / math.sqrt(inputs))
        self.bias = nn.Parameter(torch.zeros(outputs))
        self.register_buffer('low', torch.tensor(-8.0))  # of what enters, set by quantise.calibrate
        self.register_buffer('high', torch.tensor(8.0))
        self.fake_quant, self.watch = False, None

    def forward(self, x: Tensor) -> Tensor:  # (..., inputs) -> (..., outputs)
        if self.watch is not None:
            self.watch(x)
        if not self.fake_quant:
            return F.linear(x, self.weight, self.bias)
        return F.linear(Rounded.apply(x, *self.scale_and_zero()), Rounded.apply(self.weight, self.step(), self.low.new_zeros(())), self.bias)

    def step(self) -> Tensor:  # (outputs, 1)
        return self.weight.detach().abs().amax(dim=1, keepdim=True).clamp(min=1e-8) / 127

    def scale_and_zero(self) -> tuple[Tensor, Tensor]:
        """int8: what is never negative uses all 256 steps, all else ±127 around a zero at 0."""
        if self.low < 0:
            return torch.maximum(-self.low, self.high) / 127, self.low.new_zeros(())
        return self.high / 255, self.low.new_full((), -128.0)


class Block(nn.Module):
    """x + attention(norm x), then x + feed-forward(norm x)."""

    def __init__(self, shape: Shape, ff: int, depth: int) -> None:
        super().__init__()
        d, small = shape.width, 1 / math.sqrt(2 * depth)
        self.heads, self.dropout = shape.heads, nn.Dropout(shape.dropout)
        self.before, self.between = nn.LayerNorm(d, EPSILON), nn.LayerNorm(d, EPSILON)
        self.query_key_value = Layer(d, 3 * d)
        self.out = Layer(d, d, small)
        self.up, self.down = Layer(d, ff, math.sqrt(2)), Layer(ff, d, small)

    def forward(self, x: Tensor, far: Tensor) -> Tensor:  # (N, T, d), (N, 1, 1, T) -> (N, T, d)
        n, t, d = x.shape
        query, key, value = self.query_key_value(self.before(x)).view(n, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        scores = query @ key.transpose(2, 3) / math.sqrt(d // self.heads) + far
        told = (scores.softmax(dim=3) @ value).transpose(1, 2).reshape(n, t, d)
        x = x + self.dropout(self.out(told))
        return x + self.dropout(self.down(F.relu(self.up(self.between(x)))))


class Language(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape, d = shape, shape.width
        self.table = nn.Parameter(torch.randn(BUCKETS, d) * 0.3)
        self.bits = Layer(BITS, d)
        self.positions = nn.Parameter(torch.randn(TOKENS, d) * 0.1)
        self.blocks = nn.ModuleList(Block(shape, ff, len(shape.ff)) for ff in shape.ff)
        self.last = nn.LayerNorm(d, EPSILON)
        self.of_token = Layer(d, 1 + shape.roles + shape.intents)
        self.of_sentence = Layer(2 * d, 1 + shape.embedding)
        self.dropout, self.fake = nn.Dropout(shape.dropout), False
        with torch.no_grad():
            self.table[0] = 0.0
            self.bits.high.fill_(1.0)
            self.bits.low.fill_(0.0)

    def forward(self, ids: Tensor, bits: Tensor, mask: Tensor) -> Told:
        """ids (N, T, 12) integers, bits (N, T, 32), mask (N, T) floats."""
        n, t, _ = ids.shape
        table = Rounded.apply(self.table, self.table_step(), self.table.new_zeros(())) if self.fake else self.table
        grams = F.embedding_bag(ids.reshape(n * t, GRAMS), table, mode='sum', padding_idx=0).view(n, t, -1)
        x = self.dropout(grams + self.bits(bits) + self.positions[:t])
        far = ((1 - mask) * FAR)[:, None, None]
        for block in self.blocks:
            x = block(x, far)
        x = self.last(x)
        token = self.of_token(x).float()
        there = mask[:, :, None]
        mean = (x * there).sum(dim=1) / there.sum(dim=1).clamp(min=1.0)
        most = (x + far[:, 0, 0, :, None]).amax(dim=1)
        sentence = self.of_sentence(torch.cat([mean, most], dim=1)).float()
        direction = sentence[:, 1:]
        length = direction.square().sum(dim=1, keepdim=True).clamp(min=LEAST).sqrt()
        r = self.shape.roles
        return Told(token[..., 0], token[..., 1 : 1 + r], token[..., 1 + r :], sentence[:, 0], direction / length)

    def table_step(self) -> Tensor:
        return self.table.detach().abs().amax().clamp(min=1e-8) / 127

    def layers(self) -> dict[str, Layer]:
        return {name: module for name, module in self.named_modules() if isinstance(module, Layer)}

    def fake_quant(self, on: bool) -> None:
        self.fake = on
        for layer in self.layers().values():
            layer.fake_quant = on

    def weights(self) -> int:
        return sum(p.numel() for p in self.parameters())
