"""The gate: the header that ships is the network of the golden file, and numpy's integers give its answers."""

from __future__ import annotations

import json
import re
import unittest

import numpy as np
import torch

from board.data import FIRMWARE
from board.model import Gate, run

golden = json.loads((FIRMWARE / 'test' / 'golden' / 'gate.json').read_text())
weights = {name: np.array(values) for name, values in golden['weights'].items()}


class TestGate(unittest.TestCase):
    def test_golden_vectors(self) -> None:
        for vector in golden['vectors']:
            hidden, y, score = run(weights, np.array([vector['x']]))
            self.assertEqual(hidden[0].tolist(), vector['hidden'])
            self.assertEqual(y[0].tolist(), vector['y'])
            self.assertEqual(int(score[0]), vector['score'])

    def test_the_header_is_this_network(self) -> None:
        text = (FIRMWARE / 'core' / 'gate_model.h').read_text()
        for name, values in weights.items():
            numbers = re.search(rf'KL_GATE_{name.upper()} \{{(.*)\}}', text)[1]
            self.assertEqual([int(n) for n in numbers.split(',')], values.reshape(-1).tolist())
        self.assertIn(f'KL_GATE_THRESHOLD {golden["threshold"]}u', text)

    def test_what_is_trained_is_what_is_exported(self) -> None:
        torch.manual_seed(1)
        gate = Gate()
        x = np.random.default_rng(1).integers(-128, 128, (500, 8))
        _, y, _ = run(gate.integers(), x)
        self.assertTrue((gate(torch.tensor(x, dtype=torch.float32)).detach().numpy() == y).all())


if __name__ == '__main__':
    unittest.main()
