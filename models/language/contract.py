"""What intents and roles there are, read from the daemon's own source: it is written down once."""

from __future__ import annotations

import re

from common.repro import ROOT

SOURCE = ROOT / 'src' / 'core' / 'language' / 'intent.ts'


def names(list_name: str) -> tuple[str, ...]:
    """The strings of `export const NAME = [...] as const`."""
    found = re.search(rf'export const {list_name} = \[(.*?)\] as const', SOURCE.read_text(), re.S)
    if not found:
        raise SystemExit(f'{SOURCE.name} has no list {list_name}. HINT: models/language/contract.py reads it')
    return tuple(re.findall(r"'([a-z_]+)'", re.sub(r'//.*', '', found.group(1))))


INTENTS, ROLES = names('INTENTS'), names('ROLES')
FOREIGN = tuple(INTENTS.index(name) for name in ('statement', 'forbid', 'other'))  # nothing to do
