"""
What training minimises, each part a weighted mean over the sentences of a batch (labels of -1 teach nothing):

    boundary, roles, intents   per token       clauses   intent of a clause: the mean of its tokens' logits
    scope                      per sentence    energy    log-sum-exp of the home intents: large inside, small outside (outlier exposure)
    moods                      contrastive: sentences of one mood lie together and near the mood's own point, all others apart

and, for a student, the distance to its teachers' opinions, which also covers what has no label.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .config import Losses
from .contract import FOREIGN, INTENTS, ROLES
from .data import Batch
from .model import Told

NAMES = ('boundary', 'roles', 'intents', 'clauses', 'scope', 'energy', 'moods', 'teachers')


@dataclass(frozen=True)
class Opinions:
    """Of the teachers, for every token and sentence of a corpus."""

    token: np.ndarray  # (tokens, 1 + roles + intents) float16: mean logits
    scope: np.ndarray  # (sentences,) float16
    embedding: np.ndarray  # (sentences, teachers, 64) float16: each teacher has a space of its own


class Moods(nn.Module):
    """A point for each mood on the sphere, learnt along, used in training only."""

    def __init__(self, moods: int, size: int) -> None:
        super().__init__()
        self.points = nn.Parameter(torch.randn(max(1, moods), size))

    def forward(self, embedding: Tensor, mood: Tensor, weight: Tensor, heat: float) -> Tensor:
        known = mood >= 0
        if not known.any():
            return embedding.new_zeros(())
        points = F.normalize(self.points, dim=1)
        mine, label = embedding[known], mood[known]
        to_points = mine @ points.T / heat
        to_others = mine @ embedding.T / heat
        itself = torch.nonzero(known) == torch.arange(len(mood))
        same = mood[None] == label[:, None]
        strangers = to_others.masked_fill(same, -1e4)
        pull = torch.gather(to_points, 1, label[:, None])[:, 0]
        rivals = torch.cat([to_points, strangers], dim=1).logsumexp(dim=1)
        friends = same & ~itself
        among = torch.where(friends, to_others, 0.0).sum(dim=1) / friends.sum(dim=1).clamp(min=1)
        pairs = torch.where(friends.any(dim=1), F.softplus(strangers.logsumexp(dim=1) - among), 0.0)
        share = weight[known] / weight.sum()
        return ((rivals - pull + 0.5 * pairs) * share).sum()


def mean(loss: Tensor, weight: Tensor) -> Tensor:
    return (loss * weight).sum() / weight.sum().clamp(min=1e-6)


def clauses_of(begins: Tensor, mask: Tensor) -> tuple[Tensor, int]:
    """(N, T) -> the number of the clause each token belongs to, over the whole batch (what is no token: clause 0), and their count."""
    begins = (begins * mask).flatten().long()
    first = torch.cumsum(begins, 0) - 1
    return first.clamp(min=0), int(begins.sum())


def pooled(logits: Tensor, clause: Tensor, mask: Tensor, count: int) -> Tensor:
    """(N, T, K) -> (clauses, K): means."""
    flat, there = logits.flatten(0, 1) * mask.flatten()[:, None], mask.flatten()
    total = flat.new_zeros(count, flat.shape[1]).index_add(0, clause, flat)
    return total / there.new_zeros(count).index_add(0, clause, there).clamp(min=1)[:, None]


def label_losses(told: Told, batch: Batch, moods: Moods, knobs: Losses) -> list[Tensor]:
    """In the order of NAMES, without the last."""
    weight = batch.weight[:, None] * batch.mask
    flat = weight.flatten()
    known = flat * (batch.role.flatten() >= 0), flat * (batch.intent.flatten() >= 0)
    clause, count = clauses_of(batch.begins, batch.mask)
    means = pooled(told.intents, clause, batch.mask, count)
    first = (batch.begins * batch.mask).flatten() > 0
    label, per_clause = batch.intent.flatten()[first], known[1][first]
    home = torch.ones(len(INTENTS), dtype=torch.bool)
    home[list(FOREIGN)] = False
    warmth = pooled(told.intents[..., home], torch.arange(len(told.scope)).repeat_interleave(told.intents.shape[1]), batch.mask, len(told.scope)).logsumexp(dim=1)
    inside, outside = batch.scope == 1, batch.scope == 0
    margin = torch.where(inside, F.relu(knobs.inside - warmth), torch.where(outside, F.relu(warmth - knobs.outside), 0.0)).square()
    certain = batch.weight * (batch.scope >= 0)
    return [
        knobs.boundary * mean(F.binary_cross_entropy_with_logits(told.boundary, batch.begins, reduction='none').flatten(), flat),
        knobs.roles * mean(F.cross_entropy(told.roles.flatten(0, 1), batch.role.flatten().clamp(min=0), reduction='none'), known[0]),
        knobs.intents * mean(F.cross_entropy(told.intents.flatten(0, 1), batch.intent.flatten().clamp(min=0), reduction='none'), known[1]),
        knobs.clauses * mean(F.cross_entropy(means, label.clamp(min=0), reduction='none'), per_clause),
        knobs.scope * mean(F.binary_cross_entropy_with_logits(told.scope, batch.scope.clamp(min=0).float(), reduction='none'), certain),
        knobs.energy * mean(margin, certain),
        knobs.moods * moods(told.embedding, batch.mood, batch.weight, knobs.heat),
    ]


def distance(told: Told, batch: Batch, opinions: Opinions, similar: float) -> Tensor:
    """Between a student and its teachers: cross entropy with their shares, and how alike they find each pair of sentences."""
    flat = (batch.weight[:, None] * batch.mask).flatten()
    theirs = torch.from_numpy(opinions.token[batch.at].astype(np.float32)).flatten(0, 1)
    boundary, roles, intents = theirs[:, 0], theirs[:, 1 : 1 + len(ROLES)], theirs[:, 1 + len(ROLES) :]
    scope = torch.from_numpy(opinions.scope[batch.sentence].astype(np.float32))
    spaces = torch.from_numpy(opinions.embedding[batch.sentence].astype(np.float32)).unbind(dim=1)
    alike = sum(space @ space.T for space in spaces) / len(spaces)
    return (
        mean(F.binary_cross_entropy_with_logits(told.boundary.flatten(), boundary.sigmoid(), reduction='none'), flat)
        + mean(F.cross_entropy(told.roles.flatten(0, 1), roles.softmax(dim=1), reduction='none'), flat)
        + mean(F.cross_entropy(told.intents.flatten(0, 1), intents.softmax(dim=1), reduction='none'), flat)
        + mean(F.binary_cross_entropy_with_logits(told.scope, scope.sigmoid(), reduction='none'), batch.weight)
        + similar * (told.embedding @ told.embedding.T - alike).square().mean()
    )
