"""Manifest -> model card. Every number and every fact comes from the manifest; the words around them live here."""

from __future__ import annotations


def card(manifest: dict) -> str:
    trained, metrics = manifest['trained'], manifest['metrics']
    return '\n'.join([
        f'# {manifest["name"]} {manifest["version"]}',
        '',
        '<!-- Generated from signals.json by models/signals/card.py; do not edit. -->',
        '',
        f'An int8 network of {manifest["weights"]:,} weights ({manifest["bytes"]:,} bytes) that looks at one window of any scalar sensor and answers',
        'with five quantiles of what was to be expected and four opinions on what is wrong. One model, one configuration, no training per sensor.',
        '',
        '## Intended use',
        'Watching temperatures, powers, pressures, flows, counters and the like on a gateway; the daemon calibrates its answers per sensor before anyone is told.',
        'Not for safety functions, medical signals, or anything where a missed or false alert does harm. Audio and images are out of scope.',
        '',
        '## Input and output',
        f'`{manifest["input"]["name"]}`: float32 [batch, {manifest["input"]["inputs"]}], window contract version {manifest["feature_version"]} (`models/signals/windows.py`).  ',
        f'`{manifest["output"]["name"]}`: float32 [batch, {manifest["output"]["outputs"]}]: {", ".join(manifest["output"]["labels"])}.',
        f'Quantiles are {"ascending by construction" if manifest["output"]["sorted"] else "unsorted"} and never see the newest value; the last four are logits. {manifest["output"]["prior_note"]}',
        '',
        '## Training data',
        f'{trained["windows"]:,} windows of {trained["series"]:,} generated series, seed {trained["seed"]}, {trained["steps"]:,} steps, from source `{trained["git"]}`.',
        *_sets(trained['data']),
        '',
        '## How good it is',
        'Held-out series, injected anomalies; errors are in the scaled units of the window, recall at 1 % of normal windows (a fifth of them chosen to be hard).',
        'Cells within 32 of a label where trouble is no longer new, or not yet visible, count neither way and are left out.',
        '',
        *[line for name, part in metrics.items() for line in _table(name, part)],
        '## Limits',
        'Anomalies here are injected, not lived: rates on real faults will differ. A window spans 704 cells, so slower rhythms are unknown to the model;',
        'far outliers all read alike (inputs end at 4), so depth of evidence must be taken from the raw value. Until 64 cells exist it sees less and says less.',
        '',
    ])


def _sets(data: list[dict]) -> list[str]:
    if not data:
        return ['', '**Synthetic only: no recording took part in this training.**']
    lines = ['', '| recordings | series | held out | cells | licence | attribution | sha256 |', '|---|---|---|---|---|---|---|']
    return lines + [f'| {d["set"]} | {d["series"]} | {d["held_out"]} | {d["cells"]:,} | {d["licence"]} | {d["attribution"]} | {d["sha256"][:12]} |' for d in data]


def _table(name: str, part: dict) -> list[str]:
    forecasters, judges = ('naive', 'float', 'int8'), ('z_score', 'float', 'int8')
    rows = [f'### {name} ({part["windows"]:,} windows)', '', '| forecast | pinball | median error | inside 50 % | inside 96 % |', '|---|---|---|---|---|']
    rows += [f'| {who} | ' + ' | '.join(f'{part[who][key]:.4f}' for key in ('pinball', 'median_error', 'inside_50', 'inside_96')) + ' |' for who in forecasters]
    classes = ('point', 'level', 'spread', 'shape', 'any')
    rows += ['', '| judge: AUC (recall) | ' + ' | '.join(classes) + ' |', '|---|' + '---|' * len(classes)]
    for who in judges:
        cells = [f'{part[who][f"auc_{c}"]:.4f} ({part[who][f"recall_{c}"]:.3f})' if f'auc_{c}' in part[who] else '' for c in classes]
        rows.append(f'| {who} | ' + ' | '.join(cells) + ' |')
    return [*rows, '']
