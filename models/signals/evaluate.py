"""
Judges a model on held-out synthetic series (another random stream) and on held-out recordings (other wells, sites, rooms,
times) with injected anomalies. Beside it the naive forecast (last value and typical moves), the straight line across the
hidden block, and the plain z-score.
"""

from __future__ import annotations

import numpy as np

from .anomalies import LABELS
from .generator import Windows
from .model import CELLS, QUANTILES
from .windows import BLOCK, FINE, NEWEST

LEVELS = np.array(QUANTILES)
LAST, MOVE = FINE - 1, 133


def auc(score: np.ndarray, truth: np.ndarray) -> float:
    """Area under the ROC curve, ties counted half."""
    _, place, count = np.unique(score, return_inverse=True, return_counts=True)
    rank = (np.cumsum(count) - (count - 1) / 2)[place]
    positives = int(truth.sum())
    negatives = len(truth) - positives
    return float((rank[truth].sum() - positives * (positives + 1) / 2) / (positives * negatives)) if positives and negatives else float('nan')


def naive_multiples(inputs: np.ndarray, fair: np.ndarray) -> np.ndarray:
    """How many typical moves the next value lies from the last one, at each quantile level (5,): the naive forecast's only knowledge."""
    last, newest = np.sinh(inputs[fair, LAST].astype(float)), np.sinh(inputs[fair, NEWEST].astype(float))
    return np.quantile((newest - last) / np.maximum(inputs[fair, MOVE], 1e-6), LEVELS)


def naive_forecast(inputs: np.ndarray, multiples: np.ndarray) -> np.ndarray:
    return np.arcsinh(np.sinh(inputs[:, LAST : LAST + 1].astype(float)) + multiples * inputs[:, MOVE : MOVE + 1])


def pinball(quantiles: np.ndarray, truth: np.ndarray) -> float:
    error = truth[:, None] - quantiles
    return float(np.maximum(LEVELS * error, (LEVELS - 1) * error).mean())


def forecast_metrics(quantiles: np.ndarray, truth: np.ndarray) -> dict:
    return {
        'pinball': pinball(quantiles, truth),
        'median_error': float(np.abs(truth - quantiles[:, 2]).mean()),
        'inside_50': float(((truth >= quantiles[:, 1]) & (truth <= quantiles[:, 3])).mean()),
        'inside_96': float(((truth >= quantiles[:, 0]) & (truth <= quantiles[:, 4])).mean()),
    }


def judge_metrics(logits: np.ndarray, labels: np.ndarray) -> dict:
    """Per class: against all windows without that label. Any: the largest probability, against windows without any label."""
    normal = ~labels.any(axis=1)
    largest = logits.max(axis=1)
    limit = np.quantile(largest[normal], 0.99)
    out = {f'auc_{name}': auc(logits[:, k], labels[:, k]) for k, name in enumerate(LABELS)}
    out |= {f'recall_{name}': float((largest[labels[:, k]] > limit).mean()) for k, name in enumerate(LABELS) if labels[:, k].any()}
    return out | {'auc_any': auc(largest, ~normal), 'recall_any': float((largest[~normal] > limit).mean())}


def straight_line(inputs: np.ndarray) -> np.ndarray:
    """(n, 136) -> (n, 16): the block as a line from the last cell before it to the first after it (gaps skipped), drawn in unscaled units."""
    first, last = BLOCK
    rows, fine = np.arange(len(inputs)), inputs[:, :FINE]
    before = first - 1 - np.argmax(fine[:, first - 1 :: -1] != 0, axis=1)
    after = last + np.argmax(fine[:, last:] != 0, axis=1)
    left, right = (np.sinh(fine[rows, at].astype(float))[:, None] for at in (before, after))
    share = (np.arange(first, last) - before[:, None]) / (after - before)[:, None]
    return np.arcsinh(left + (right - left) * share)


def fill_metrics(block: np.ndarray, inputs: np.ndarray, whole: np.ndarray, shape: np.ndarray) -> dict:
    """Mean error of the cells filled in, where there was no trouble; and what the mean misfit alone tells of `shape` trouble."""
    truth = inputs[:, slice(*BLOCK)]
    there = truth != 0
    apart = np.abs(block - truth) * there
    return {'fill_error': float(apart[whole].sum() / there[whole].sum()), 'misfit_auc_shape': auc(apart.mean(axis=1), shape)}


def evaluate(answers: dict[str, np.ndarray], hindsight: np.ndarray, windows: Windows, multiples: np.ndarray) -> dict:
    """
    `answers`: name of the model (float, int8, teacher) -> (n, 25); `hindsight`: (n, 4) logits.
    Recall is at 1 % of normal windows, hard negatives included.
    """
    inputs, labels, fair = windows.inputs, windows.labels, windows.fair
    truth, z = inputs[fair, NEWEST].astype(float), np.abs(inputs[:, NEWEST])
    normal, shape = ~labels.any(axis=1), labels[:, LABELS.index('shape')]
    out = {
        'windows': len(inputs),
        'naive': forecast_metrics(naive_forecast(inputs[fair], multiples), truth) | fill_metrics(straight_line(inputs), inputs, windows.whole, shape),
        'z_score': {'auc_any': auc(z, ~normal), 'recall_any': float((z[~normal] > np.quantile(z[normal], 0.99)).mean())},
        'hindsight': judge_metrics(hindsight, labels),
    }
    for name, answer in answers.items():
        out[name] = forecast_metrics(answer[fair, :5], truth) | judge_metrics(answer[:, 5:9], labels) | fill_metrics(answer[:, 9 : 9 + CELLS], inputs, windows.whole, shape)
    return out
