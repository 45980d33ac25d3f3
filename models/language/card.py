"""
Manifest -> model card. Every number comes from the manifest and `language-bench.json` beside it (which may be missing); the words around
them live here.

    python -m language.card       writes the card of artifacts/ anew, say after a new bench
"""

from __future__ import annotations

import json
from pathlib import Path

from common.repro import ARTIFACTS

# What may teach, by the name of its source in the samples. A source that is not listed here is refused: nobody would know its licence.
SOURCES = {
    'grammar': ('Kinglet\'s own grammar, homes and nonsense names', 'Apache-2.0'),
    'ha-intents-en': ('Home Assistant intents, English templates (OHF-Voice/intents)', 'CC BY 4.0'),
    'ha-datasets': ('home-assistant-datasets, device actions and devices (allenporter)', 'Apache-2.0'),
    'home-llm': ('home-llm, English piles (acon96)', 'MIT'),
    'slurp': ('SLURP, development half (Bastianelli et al., pswietojanski/slurp)', 'CC BY 4.0'),
    'hwu64': ('HWU64 (Liu et al., xliuhw/NLU-Evaluation-Data)', 'CC BY 4.0'),
    'snips': ('SNIPS 2017 custom intents (sonos/nlu-benchmark)', 'CC0'),
    'clinc150': ('CLINC150 (Larson et al., clinc/oos-eval)', 'CC BY 3.0'),
}
FIGURES = (
    ('sentences', 'sentences'), ('role_accuracy', 'roles'), ('boundary_f1', 'boundary F1'), ('clause_intent_accuracy', 'intent of a clause'), ('exact', 'all of it right'),
    ('scope_auc', 'scope AUC'), ('scope_recall_at_false', 'scope recall'), ('scope_let_through', 'foreign let through'), ('mood_accuracy', 'mood'),
)


def source_of(name: str) -> tuple[str, str]:
    """A source may have parts: `home-llm/status`."""
    root = name.split('/')[0].split(':')[0]
    if root not in SOURCES:
        raise SystemExit(f'samples come from "{name}", whose licence is not known. HINT: add it to SOURCES in models/language/card.py')
    return SOURCES[root]


def card(manifest: dict, folder: Path) -> str:
    trained, made, metrics = manifest['trained'], manifest['made'], manifest['metrics']
    return '\n'.join([
        f'# {manifest["name"]} {manifest["version"]}',
        '',
        '<!-- Generated from language.json by models/language/card.py; do not edit. -->',
        '',
        f'An int8 network of {manifest["weights"]:,} weights ({manifest["bytes"]:,} bytes) that reads one English sentence and proposes where its clauses begin,',
        'what each word is for, what each clause wants, whether it is for the home at all, and where it lies among moods. Plain code decides what is done.',
        '',
        '## Intended use',
        'Home and plant commands and questions, typed or transcribed, on a gateway without a network. Names of devices live outside the weights.',
        'Not for any language but English, not for conversation, and never by itself: what it proposes passes grounding and authority before anything moves.',
        '',
        '## Input and output',
        f'`ids` int32 [N, T, 12], hashed character n-grams in {manifest["buckets"]:,} buckets; `bits` float32 [N, T, 32], lexicon and mentions; `mask` [N, T]; T ≤ {manifest["tokens"]}.',
        f'Version {manifest["feature_version"]} of both (`models/language/features.py`, `src/core/language/features.ts`).',
        *(f'- `{output["name"]}` float32 [{", ".join(map(str, output["shape"]))}]' for output in manifest['outputs']),
        f'{len(manifest["intents"])} intents, {len(manifest["roles"])} roles: `src/core/language/intent.ts`.',
        '',
        '## Training data',
        f'{trained["data"]["sentences"]:,} sentences with {trained["data"]["tokens"]:,} tokens and {trained["data"]["moods"]} moods, sampled with seed {trained["seed"]}, from source `{trained["git"]}`;',
        f'{trained["data"]["held_out"]:,} more held out, by whole homes where a source has several.',
        '',
        '| source | sentences | held out | licence |',
        '|---|---|---|---|',
        *(f'| {name}: {source_of(name)[0]} | {part["sentences"]:,} | {part["held_out"]:,} | {source_of(name)[1]} |' for name, part in trained['data']['sources'].items()),
        '',
        *(f'`{file["file"]}` sha256 `{file["sha256"]}`  ' for file in trained['data']['files']),
        '',
        '## How it was made',
        f'Distilled from {made["teachers"]} teachers of {made["teacher_weights"]:,} weights in float32, whose averaged opinions make {made["teacher_share"]:.0%} of the targets.',
        f'Its feed-forward parts began {made["wide"]:g} times as wide and were pruned by whole units; {made["empty_rows"]:,} rows of the table that hardly any token taught are empty.',
        f'int8: plain rounding with calibrated ranges scored {made["plain"]:.4f}, after a rehearsal of the rounding {made["rehearsed"]:.4f}; {made["rounding"]} is shipped.',
        '',
        '## How good it is',
        f'On held-out sentences. Scope recall is told at {manifest["false"]:.1%} of foreign sentences let through; "mood" is the nearest mood by embedding.',
        '',
        *_tables(metrics),
        *_bench(folder / 'language-bench.json'),
        '## Limits',
        'Held-out homes are of the same sampler as the training\'s: on people\'s own words it is worse than the tables above say. It does not know what a home has;',
        f'sentences longer than {manifest["tokens"]} tokens are not read to their end.',
        '',
    ])


def _tables(metrics: dict) -> list[str]:
    head = '| network | ' + ' | '.join(title for _, title in FIGURES) + ' |'
    lines = ['### All sources', '', head, '|---|' + '---|' * len(FIGURES)]
    lines += [f'| {who} | {_cells(part["all"])} |' for who, part in metrics.items()]
    lines += ['', '### int8, per source', '', head.replace('network', 'source', 1), '|---|' + '---|' * len(FIGURES)]
    return [*lines, *(f'| {source} | {_cells(part)} |' for source, part in metrics['int8'].items() if source != 'all'), '']


def _cells(part: dict) -> str:
    return ' | '.join('' if key not in part else f'{part[key]:,}' if key == 'sentences' else f'{part[key]:.4f}' for key, _ in FIGURES)


def _bench(path: Path) -> list[str]:
    """What `npm run -s bench -- language --out FILE` measured through the product's own path."""
    if not path.exists():
        return []
    bench = json.loads(path.read_text())
    rows = ['## In the product', 'Scored by `npm run -s bench -- language` through the daemon\'s own path.', '', '| figure | measured | target | others |', '|---|---|---|---|']
    for figure in bench['figures']:
        unit, goal = f' {figure["unit"]}'.rstrip(), figure.get('target', {})
        mine = figure['measured'].get('kinglet')
        sides = [f'{sign} {goal[side]:g}{unit}' for side, sign in (('least', '≥'), ('most', '≤')) if side in goal]
        others = [f'{who} {value:.4g}' for who, value in (figure['measured'] | figure.get('anchors', {})).items() if who != 'kinglet']
        rows.append(f'| {figure["what"]} | {"" if mine is None else f"{mine:.4g}{unit}"} | {", ".join(sides)} | {", ".join(others)} |')
    return [*rows, '', *(f'- {note}' for note in bench.get('notes', ())), '']


def main() -> None:
    manifest = json.loads((ARTIFACTS / 'language.json').read_text())
    (ARTIFACTS / 'language.md').write_text(card(manifest, ARTIFACTS))


if __name__ == '__main__':
    main()
