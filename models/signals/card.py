"""
Manifest -> model card. Every number and every fact comes from the manifest, `ablations.json` and `bench.json` beside it (the last
two may be missing); the words around them live here.

    python -m signals.card       writes the card of artifacts/ anew, say after a new bench.json
"""

from __future__ import annotations

import json
from pathlib import Path

from common.repro import ARTIFACTS

def card(manifest: dict, folder: Path) -> str:
    trained, metrics = manifest['trained'], manifest['metrics']
    return '\n'.join([
        f'# {manifest["name"]} {manifest["version"]}',
        '',
        '<!-- Generated from signals.json by models/signals/card.py; do not edit. -->',
        '',
        f'An int8 network of {manifest["weights"]:,} weights ({manifest["bytes"]:,} bytes) that looks at one window of any scalar sensor and answers',
        'with five quantiles of what was to be expected, four opinions on what is wrong, and a hidden part of the past as it should have been.',
        'One model, one configuration, no training per sensor.',
        '',
        '## Intended use',
        'Watching temperatures, powers, pressures, flows, counters and the like on a gateway; the daemon calibrates its answers per sensor before anyone is told.',
        'Not for safety functions, medical signals, or anything where a missed or false alert does harm. Audio and images are out of scope.',
        '',
        '## Input and output',
        f'`{manifest["input"]["name"]}`: float32 [batch, {manifest["input"]["inputs"]}], window contract version {manifest["feature_version"]} (`models/signals/windows.py`).  ',
        f'`{manifest["output"]["name"]}`: float32 [batch, {manifest["output"]["outputs"]}]: {", ".join(manifest["output"]["labels"])}.',
        f'Quantiles are {"ascending by construction" if manifest["output"]["sorted"] else "unsorted"} and never see the newest value; point to shape are logits. {manifest["output"]["prior_note"]}',
        'r00 .. r15 are the cells t-20 .. t-5 (r00 is t-20), scaled like the inputs, as the rest of the window lets expect them; the network did not see those cells.',
        '',
        '## Training data',
        f'{trained["windows"]:,} windows of {trained["series"]:,} generated series, seed {trained["seed"]}, {trained["steps"]:,} steps, from source `{trained["git"]}`.',
        *_sets(trained['data']),
        '',
        '## How it was made',
        *_making(manifest['made']),
        *_effects(_read(folder / 'ablations.json')),
        '',
        '## How good it is',
        'Held-out series, injected anomalies; errors are in the scaled units of the window, recall at 1 % of normal windows (a fifth of them chosen to be hard).',
        'Cells within 32 of a label where trouble is no longer new, or not yet visible, count neither way and are left out.',
        '',
        *[line for name, part in metrics.items() for line in _table(name, part)],
        *_bench(_read(folder / 'bench.json')),
        '## What is short, and what was tried',
        'NAB stays below HTM, CAD OSE and ARTime, which are told the whole range of each file beforehand; models/README.md lists what was tried and what each try gave.',
        'Next: phase-aligned inputs and a second discord over a whole rhythm.',
        'Homes: injected spikes and slow drifts are caught less often than the rest: a lone miss has little weight, as it is the most common false alarm, and a drift of hours looks like a day.',
        '',
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


def _making(made: dict) -> list[str]:
    pruned = f'Trained {made["wide"]:g} times as wide as shipped, then pruned by whole units. ' if made['wide'] > 1 else 'Not pruned: it did not pay. '
    rehearsed = 'the last part of the training rehearses the rounding' if made['rehearsed'] else 'after training; rehearsing the rounding did not pay'
    return [
        f'Distilled from two teachers in float32: a causal one of {made["causal"]:,} weights (quantiles, filling, judge) and one with hindsight of',
        f'{made["hindsight"]:,} weights that also sees the 96 cells after the window (judge only): the judge learns {made["hindsight_share"]:.0%} from hindsight,',
        f'{made["causal_share"]:.0%} from the causal teacher, the rest from the labels. {pruned}'.rstrip(),
        f'Static int8 quantisation, weights per channel, fixed ranges; {rehearsed}.',
    ]


def _read(path: Path) -> dict:
    return json.loads(path.read_text()) if path.exists() else {}


def _table(name: str, part: dict) -> list[str]:
    forecasters, judges = ('naive', 'float', 'int8', 'teacher'), ('z_score', 'float', 'int8', 'teacher', 'hindsight')
    keys = ('pinball', 'median_error', 'inside_50', 'inside_96', 'fill_error')
    rows = [f'### {name} ({part["windows"]:,} windows)', '', '| forecast | pinball | median error | inside 50 % | inside 96 % | filling error |']
    rows.append('|---|---|---|---|---|---|')
    rows += [f'| {who} | ' + ' | '.join(f'{part[who][key]:.4f}' for key in keys) + ' |' for who in forecasters]
    classes = ('point', 'level', 'spread', 'shape', 'any')
    rows += ['', '| judge: AUC (recall) | ' + ' | '.join(classes) + ' |', '|---|' + '---|' * len(classes)]
    for who in judges:
        cells = [f'{part[who][f"auc_{c}"]:.4f} ({part[who][f"recall_{c}"]:.3f})' if f'auc_{c}' in part[who] else '' for c in classes]
        rows.append(f'| {who} | ' + ' | '.join(cells) + ' |')
    mine, line = part['int8']['misfit_auc_shape'], part['naive']['misfit_auc_shape']
    return [*rows, '', f'Naive filling: a straight line. How large the misfit is tells nothing by itself (AUC for `shape` {mine:.2f}, of the line {line:.2f}).', '']


EFFECTS = ('pinball', 'fill_error', 'auc_any', 'auc_shape', 'recall_any', 'recall_shape')


def _effects(ablations: dict) -> list[str]:
    """One row a run and rounding; differences to the run with everything, except in its own row."""
    if not ablations:
        return []
    rows = [
        '',
        f'What each part is worth: short runs ({ablations["windows"]:,} windows, {ablations["epochs"]:g} epochs, same steps, same final size).',
        'Differences to the first row; another seed shows how far chance alone goes. Recall at 1 % of normal windows.', '',
    ]
    for part in ('synthetic', 'recordings'):
        first = ablations['variants']['everything'].get(part)
        if not first:
            continue
        rows += [f'| {part} | minutes | pinball | filling error | AUC any | AUC shape | recall any | recall shape |', '|---|---|---|---|---|---|---|---|']
        for name, variant in ablations['variants'].items():
            same = variant[part].get('calibrated') == variant[part]['int8']
            for kind, told in variant[part].items():
                if kind == 'calibrated' and same:
                    continue
                if kind == 'float' and name not in ('everything', 'no rehearsal'):
                    continue
                is_first = name == 'everything' and kind == 'int8'
                cells = [f'{told[key]:.4f}' if is_first else f'{told[key] - first["int8"][key]:+.4f}' for key in EFFECTS]
                rows.append(f'| {name}, {KINDS[kind]} | {variant["minutes"]:.1f} | ' + ' | '.join(cells) + ' |')
        rows.append('')
    return rows[:-1]


# Calibration may find nothing but the caps; its row would say the same twice.
KINDS = {'int8': 'int8', 'float': 'float32', 'calibrated': 'int8 with calibrated ranges'}


def _bench(bench: dict) -> list[str]:
    """What `npm run -s bench -- signals --out FILE` measured through the product's own path."""
    if not bench:
        return []
    rows = ['## In the product', 'Scored by `npm run -s bench -- signals` through the daemon\'s own path, with the shipped threshold unless said otherwise.']
    if bench.get('quick'):
        rows.append('**A quick run on a part of the data: not to be compared with whole runs.**')
    rows += ['', '| figure | measured | target | others |', '|---|---|---|---|']
    for figure in bench['figures']:
        unit, goal = f' {figure["unit"]}'.rstrip(), figure.get('target', {})
        mine = figure['measured'].get('kinglet')
        name = 'ratio ' if goal.get('of') == 'ratio' else ''
        sides = [f'{name}{sign} {goal[side]:g}{"" if name else unit}' for side, sign in (('least', '≥'), ('most', '≤')) if side in goal]
        others = [f'{who} {value:.4g}' for who, value in (figure['measured'] | figure.get('anchors', {})).items() if who != 'kinglet']
        rows.append(f'| {figure["what"]} | {"" if mine is None else f"{mine:.4g}{unit}"} | {", ".join(sides)} | {", ".join(others)} |')
    told = tuple(figure['what'] for figure in bench['figures'])
    return [*rows, '', *(f'- {note}' for note in bench.get('notes', ()) if not note.startswith(told)), '']


def main() -> None:
    manifest = json.loads((ARTIFACTS / 'signals.json').read_text())
    (ARTIFACTS / 'signals.md').write_text(card(manifest, ARTIFACTS))


if __name__ == '__main__':
    main()
