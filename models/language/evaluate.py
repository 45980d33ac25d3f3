"""
How good a network is on sentences it never learnt from, in all and per source. A network is anything that answers a batch:
`ask(ids, bits, mask) -> Told` of numpy arrays.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from common.runtime import open_model

from .data import Corpus, whole
from .graph import OUTPUTS
from .model import Told

Ask = Callable[[np.ndarray, np.ndarray, np.ndarray], Told]


def of_file(*paths: Path) -> Ask:
    """One file, or the mean of several (embeddings of the first: each has a space of its own)."""
    sessions = [open_model(path) for path in paths]

    def ask(ids: np.ndarray, bits: np.ndarray, mask: np.ndarray) -> Told:
        told = [Told(*session.run(list(OUTPUTS), {'ids': ids, 'bits': bits, 'mask': mask})) for session in sessions]
        means = [np.mean(part, axis=0) for part in zip(*told, strict=True)]
        return Told(*means[:4], told[0].embedding)

    return ask


class Answers:
    """All answers on `chosen`, flat like the corpus: what a token's roles, intents and so on were taken for."""

    def __init__(self, ask: Ask, corpus: Corpus, chosen: np.ndarray) -> None:
        tokens = len(corpus.token)
        self.role, self.begins, self.clause_intent = np.full(tokens, -1), np.zeros(tokens, bool), np.full(tokens, -1)
        self.scope, self.embedding = np.zeros(len(corpus), np.float32), np.zeros((len(corpus), 64), np.float32)
        for batch in whole(corpus, chosen, 4096):
            told = ask(batch.ids.numpy(), batch.bits.numpy(), batch.mask.numpy())
            self.role[batch.at], self.begins[batch.at] = told.roles.argmax(axis=2), told.boundary > 0
            self.scope[batch.sentence], self.embedding[batch.sentence] = told.scope, told.embedding
            clause = np.cumsum(batch.begins.numpy().astype(int).ravel()) - 1  # true clauses: what is scored here is the intent
            sums = np.zeros((clause.max() + 1, told.intents.shape[2]))
            np.add.at(sums, clause, told.intents.reshape(len(clause), -1))
            self.clause_intent[batch.at] = sums.argmax(axis=1)[clause].reshape(batch.at.shape)


def auc(score: np.ndarray, positive: np.ndarray) -> float:
    """Share of pairs in the right order; ties count half."""
    values, index, counts = np.unique(score, return_inverse=True, return_counts=True)
    rank = (np.cumsum(counts) - (counts - 1) / 2)[index]
    p, n = int(positive.sum()), int((~positive).sum())
    return float((rank[positive].sum() - p * (p + 1) / 2) / (p * n))


def figures(told: Answers, corpus: Corpus, sentences: np.ndarray, false: float, centres: np.ndarray) -> dict:
    """Of the sentences given. A figure is missing where no label speaks of it."""
    inside = np.zeros(len(corpus), bool)
    inside[sentences] = True
    tokens = np.repeat(inside, corpus.length)
    first = np.zeros(len(corpus.token), bool)
    first[corpus.start[:-1]] = True
    out: dict = {'sentences': len(sentences)}

    known = tokens & (corpus.role >= 0)
    if known.any():
        out['role_accuracy'] = float((told.role == corpus.role)[known].mean())
    begins, said = (corpus.begins == 1) & tokens & ~first, told.begins & tokens & ~first  # that the first token begins one is no news
    if begins.any():
        hits = (begins & said).sum()
        out['boundary_f1'] = float(2 * hits / max(1, begins.sum() + said.sum()))
    clauses = tokens & (corpus.begins == 1) & (corpus.intent >= 0)
    if clauses.any():
        out['clause_intent_accuracy'] = float((told.clause_intent == corpus.intent)[clauses].mean())
    wrong = ((told.role != corpus.role) & (corpus.role >= 0)) | (said != begins) | ((told.clause_intent != corpus.intent) & (corpus.begins == 1) & (corpus.intent >= 0))
    if known.any():
        exact = np.add.reduceat(wrong, corpus.start[:-1]) == 0
        labelled = np.add.reduceat(corpus.role >= 0, corpus.start[:-1]) > 0
        out['exact'] = float(exact[inside & labelled].mean()) if (inside & labelled).any() else 0.0
    yes, no = inside & (corpus.scope == 1), inside & (corpus.scope == 0)
    if yes.any():
        out['scope_recall'] = float((told.scope[yes] > 0).mean())
    if no.any():
        out['scope_let_through'] = float((told.scope[no] > 0).mean())
    if yes.any() and no.any():
        out['scope_auc'] = auc(told.scope[yes | no], (corpus.scope == 1)[yes | no])
        out['scope_recall_at_false'] = float((told.scope[yes] > np.quantile(told.scope[no], 1 - false)).mean())
    moody = sentences[corpus.mood[sentences] >= 0]
    if len(moody):
        nearest = (told.embedding[moody] @ centres.T).argmax(axis=1)
        out['mood_accuracy'] = float((nearest == corpus.mood[moody]).mean())
    return out


def centres_of(ask: Ask, corpus: Corpus, per_mood: int = 40) -> np.ndarray:
    """(moods, 64): where sentences of the training lie, on average: prototypes, as the daemon makes them."""
    rng = np.random.default_rng(5)
    chosen = [rng.permutation(np.flatnonzero((corpus.mood == mood) & ~corpus.held))[:per_mood] for mood in range(len(corpus.moods))]
    told = Answers(ask, corpus, np.concatenate(chosen)) if chosen else None
    means = [told.embedding[part].mean(axis=0) if len(part) else np.zeros(64) for part in chosen]
    return np.array([m / max(float(np.linalg.norm(m)), 1e-6) for m in means]).reshape(-1, 64)


def evaluate(ask: Ask, corpus: Corpus, false: float) -> dict:
    held = np.flatnonzero(corpus.held)
    told, centres = Answers(ask, corpus, held), centres_of(ask, corpus)
    out = {'all': figures(told, corpus, held, false, centres)}
    for n, name in sorted(enumerate(corpus.sources), key=lambda pair: pair[1]):
        mine = held[corpus.source[held] == n]
        if len(mine):
            out[name] = figures(told, corpus, mine, false, centres)
    return out


def goodness(figures: dict) -> float:
    """One number to choose between roundings: the mean of what was measured on all held-out sentences."""
    keys = ('role_accuracy', 'boundary_f1', 'clause_intent_accuracy', 'exact', 'scope_auc', 'scope_recall_at_false', 'mood_accuracy')
    there = [figures['all'][key] for key in keys if key in figures['all']]
    return float(np.mean(there)) if there else 0.0
