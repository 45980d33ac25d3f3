"""
Structured pruning. Hidden units of the feed-forward parts: which would be missed least (first-order Taylor), and the same network
without them; whole units, so the smaller network is an ordinary one. And rows of the table that hardly any token taught.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor

from .data import Corpus
from .features import BUCKETS
from .model import Language, Shape


def importance(model: Language, loss: Callable[[int], Tensor], batches: int) -> list[Tensor]:
    """A score per hidden unit of each block: |sum of weight × gradient| of all that enters it; `loss(n)` is the loss on batch n."""
    scores = [torch.zeros(len(block.up.weight)) for block in model.blocks]
    for number in range(batches):
        model.zero_grad(set_to_none=True)
        loss(number).backward()
        for score, block in zip(scores, model.blocks, strict=True):
            score += ((block.up.weight * block.up.weight.grad).sum(dim=1) + block.up.bias * block.up.bias.grad).abs().detach() / batches
    model.zero_grad(set_to_none=True)
    return scores


def cut(model: Language, shape: Shape, scores: list[Tensor]) -> Language:
    """A network of `shape` with the most important hidden units of a wider one."""
    small = Language(shape)
    state = model.state_dict()
    for n, (score, units) in enumerate(zip(scores, shape.ff, strict=True)):
        kept = score.topk(units).indices.sort().values
        for name in ('up.weight', 'up.bias'):
            state[f'blocks.{n}.{name}'] = state[f'blocks.{n}.{name}'][kept]
        state[f'blocks.{n}.down.weight'] = state[f'blocks.{n}.down.weight'][:, kept]
    small.load_state_dict(state)
    return small


def strangers(corpus: Corpus, seen: int) -> Tensor:
    """Which buckets fewer than `seen` tokens of the training sentences taught: (BUCKETS,) bool. Bucket 0 always."""
    taught = np.repeat(~corpus.held, corpus.length)
    tokens = np.bincount(corpus.token[taught], minlength=len(corpus.grams))
    count = np.bincount(corpus.grams.ravel(), weights=np.repeat(tokens, corpus.grams.shape[1]), minlength=BUCKETS)
    return torch.from_numpy(count < seen) | (torch.arange(BUCKETS) == 0)


@torch.no_grad()
def forget(model: Language, rows: Tensor) -> None:
    """Empties rows of the table: they hold what they were born with."""
    model.table[rows] = 0.0
