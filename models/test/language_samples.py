"""Sentences of a toy grammar, as JSON lines like the sampler's: enough to see that the pipeline learns. Bits are a toy lexicon's."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from language.contract import INTENTS, ROLES

NAMES = ('lamp', 'ceiling light', 'fan', 'heater', 'desk lamp', 'pump 3', 'blinds', 'speaker')
AREAS = ('kitchen', 'bedroom', 'attic', 'boiler room', 'hall')
MOODS = {
    'dark': ('it is too dark in here', 'i can not see a thing', 'so dark'), 'cold': ('i am freezing', 'it is so cold', 'brr , chilly in here'),
    'movie': ('movie time', 'let us watch a film', 'time for a movie'),
}
STRANGERS = ('who won the game', 'book a flight to rome', 'what is the capital of france', 'the light is nice', 'i saw a fan yesterday', 'tell me a joke')
BIT = {'name': 1, 'area': 2, 'number': 5, 'verb': 24, 'conjunction': 22}


def sentence(rng: np.random.Generator) -> dict:
    words: list[tuple[str, int, int, int, int]] = []  # text, bits, begins, role, intent

    def say(text: str, role: str, intent: str, bit: str = '') -> None:
        for word in text.split():
            begins = int(not words or clause[0])
            clause[0] = False
            words.append((word, 1 << BIT[bit] if bit else 0, begins, ROLES.index(role), INTENTS.index(intent)))

    clause = [False]
    home = f'h{rng.integers(30)}'
    chance = rng.random()
    if chance < 0.15:
        mood = str(rng.choice(list(MOODS)))
        say(str(rng.choice(MOODS[mood])), 'none', 'mood')
        return row(words, 1, mood, 'grammar', home)
    if chance < 0.3:
        say(str(rng.choice(STRANGERS)), 'none', 'other')
        return row(words, 0, '', 'clinc150', '')
    for n in range(int(rng.integers(1, 4))):
        intent = str(rng.choice(['on', 'off', 'set']))
        if n:
            say('and', 'none', intent, 'conjunction')
            clause[0] = True
        say({'on': 'turn on', 'off': 'turn off', 'set': 'set'}[intent], 'action', intent, 'verb')
        say('the', 'none', intent)
        say(str(rng.choice(NAMES)) if rng.random() < 0.5 else nonsense(rng), 'target', intent, 'name')
        if rng.random() < 0.5:
            say('in the', 'none', intent)
            say(str(rng.choice(AREAS)), 'area', intent, 'area')
        if intent == 'set':
            say('to', 'none', intent)
            say(str(rng.integers(100)), 'value', intent, 'number')
    return row(words, 1, '', 'grammar', home)


def nonsense(rng: np.random.Generator) -> str:
    return ''.join(rng.choice(list('bdfklmnprst')) + rng.choice(list('aeiou')) for _ in range(int(rng.integers(2, 4))))


def row(words: list[tuple[str, int, int, int, int]], scope: int, mood: str, source: str, home: str) -> dict:
    t, b, c, r, i = (list(column) for column in zip(*words, strict=True))
    return {'t': t, 'b': b, 'c': c, 'r': r, 'i': i, 's': scope, 'g': mood, 'w': 1, 'src': source} | ({'home': home} if home else {})


def write(path: Path, count: int, seed: int = 1) -> Path:
    rng = np.random.default_rng(seed)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(''.join(json.dumps(sentence(rng)) + '\n' for _ in range(count)))
    return path
