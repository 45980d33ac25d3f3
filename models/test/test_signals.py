"""The signals pipeline's own tests, small enough for a minute on one core: python -m unittest, inside models/."""

from __future__ import annotations

import json
import tempfile
import unittest
from pathlib import Path

import numpy as np
import onnx
import torch

from common.repro import ARTIFACTS, ROOT, sha256
from common.runtime import answers, open_model
from signals.anomalies import LABELS
from signals.card import card
from signals.config import load
from signals.evaluate import auc
from signals.generator import make_series, sample
from signals.golden import write_golden
from signals.graph import build
from signals.model import Signals
from signals.quantise import quantise
from signals.train import make_windows, train
from signals.windows import HISTORY, INPUTS, NEWEST, STEP, contexts, windows

SMALL = load(data__series=60, train__epochs=2, train__batch=256, train__log_every=1000)


def slow_window(history: list[float], newest: float) -> list[float] | None:
    """The contract once more, by plain loops from its definition."""
    cells = [float('nan')] * (HISTORY - len(history)) + history[-HISTORY:]
    mean = lambda v: sum(v) / len(v) if v else float('nan')
    there = lambda v: [u for u in v if u == u]
    fine = cells[640:]
    wide = [mean(there(cells[i : i + 4])) for i in range(512, 640, 4)] + [mean(there(cells[i : i + 16])) for i in range(0, 512, 16)]
    if len(there(fine)) < 16:
        return None
    loc = mean(there(fine))
    s_fine = mean([abs(v - loc) for v in there(fine)])
    loc_wide, s_wide = loc, s_fine
    if len(there(wide)) >= 4:
        loc_wide = mean(there(wide))
        s_wide = mean([abs(v - loc_wide) for v in there(wide)])
    s = max(s_fine, 0.1 * s_wide, 1e-6 * abs(loc), 1e-9)
    squash = lambda u: max(-4.0, min(4.0, float(np.arcsinh(u)))) if u == u else 0.0
    pairs = [(a, b) for a, b in zip(fine, fine[1:]) if a == a and b == b]
    return [
        *(squash((v - loc) / s) for v in fine + wide),
        squash((newest - loc) / s),
        max(-4.0, min(4.0, float(np.log(max(s_fine, 1e-12) / max(s_wide, 1e-12))))),
        squash((loc - loc_wide) / s),
        4 * (1 - len(there(fine)) / 64),
        4 * mean([float(a == b) for a, b in pairs]) if pairs else 0.0,
        min(4.0, mean([abs(b - a) for a, b in pairs]) / s) if pairs else 0.0,
        4 * (1 - len(there(wide)) / 64),
        squash((newest - fine[-1]) / s),
    ]


class Windows(unittest.TestCase):
    def test_the_fast_windows_equal_the_contract_spelled_out(self) -> None:
        for number in range(40):
            rng = np.random.default_rng(number)
            cells = make_series(rng, SMALL.data, []).cells
            for at in rng.choice(np.flatnonzero(~np.isnan(cells)), 5):
                inputs, exists = windows(contexts(cells, np.array([at])))
                expected = slow_window(list(cells[:at]), cells[at])
                self.assertEqual(exists[0], expected is not None)
                if expected is not None:
                    np.testing.assert_allclose(inputs[0], expected, atol=2e-6)

    def test_a_window_does_not_change_with_unit_or_offset(self) -> None:
        cells = np.cumsum(np.random.default_rng(1).standard_normal(900))
        at = np.arange(100, 900, 50)
        celsius, fahrenheit = windows(contexts(cells, at))[0], windows(contexts(1.8 * cells + 32, at))[0]
        np.testing.assert_allclose(celsius, fahrenheit, atol=1e-5)

    def test_only_two_inputs_know_the_newest_cell(self) -> None:
        context = contexts(np.random.default_rng(2).standard_normal(800), np.array([799]))
        other = context.copy()
        other[:, -1] += 5
        changed = np.flatnonzero(windows(context)[0][0] != windows(other)[0][0])
        self.assertEqual(list(changed), [NEWEST, STEP])


class Generator(unittest.TestCase):
    def test_every_class_appears_and_windows_are_finite_and_within_four(self) -> None:
        inputs, labels, fair = make_windows(SMALL, 60, 80, [], stream=9)
        self.assertTrue(np.isfinite(inputs).all())
        self.assertLessEqual(np.abs(inputs).max(), 4.0)
        self.assertTrue((labels.mean(axis=0) > 0.005).all(), dict(zip(LABELS, labels.mean(axis=0))))
        self.assertFalse((fair & labels.any(axis=1)).any())

    def test_a_series_comes_back_the_same_from_the_same_seed(self) -> None:
        one, two = (make_series(np.random.default_rng(5), SMALL.data, []) for _ in range(2))
        np.testing.assert_array_equal(one.cells, two.cells)
        np.testing.assert_array_equal(one.labels, two.labels)

    def test_sampling_gives_what_was_asked_for_at_most(self) -> None:
        rng = np.random.default_rng(6)
        self.assertLessEqual(len(sample(rng, make_series(rng, SMALL.data, []), 80, SMALL.data)[0]), 80)


class Network(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.arrays = make_windows(SMALL, 60, 80, [], stream=0)
        cls.model = train(SMALL, cls.arrays, lambda line: None)
        cls.folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        proto, ranges = build(cls.model)
        onnx.save(proto, cls.folder / 'float.onnx')
        quantise(cls.folder / 'float.onnx', cls.folder / 'int8.onnx', ranges)
        cls.inputs = cls.arrays[0][:700]
        cls.int8 = open_model(cls.folder / 'int8.onnx')

    def torch_says(self, fake_quant: bool) -> np.ndarray:
        self.model.fake_quant(fake_quant)
        with torch.no_grad():
            return torch.cat(self.model(torch.from_numpy(self.inputs)), dim=1).numpy()

    def test_a_second_run_gives_the_same_weights(self) -> None:
        again = train(SMALL, make_windows(SMALL, 60, 80, [], stream=0), lambda line: None)
        for (name, one), two in zip(self.model.state_dict().items(), again.state_dict().values(), strict=True):
            self.assertTrue(torch.equal(one, two), name)

    def test_the_float_graph_says_what_the_network_says(self) -> None:
        np.testing.assert_allclose(answers(open_model(self.folder / 'float.onnx'), self.inputs), self.torch_says(False), atol=2e-5)

    def test_the_int8_graph_says_what_was_rehearsed(self) -> None:
        # sums round differently by half a step at most, here and there
        error = np.abs(answers(self.int8, self.inputs) - self.torch_says(True))
        self.assertLess(error.mean(), 0.01)
        self.assertLess(error.max(), 0.5)

    def test_an_answer_does_not_depend_on_its_neighbours_in_the_batch(self) -> None:
        whole = answers(self.int8, self.inputs, 700)
        for batch in (1, 7, 64):
            np.testing.assert_array_equal(answers(self.int8, self.inputs[:70], batch), whole[:70])

    def test_quantiles_ascend_and_are_blind_to_the_newest_cell(self) -> None:
        told = answers(self.int8, self.inputs)
        self.assertTrue((np.diff(told[:, :5], axis=1) >= 0).all())
        other = self.inputs.copy()
        other[:, [NEWEST, STEP]] = 3.0
        np.testing.assert_array_equal(answers(self.int8, other)[:, :5], told[:, :5])
        self.assertGreater(np.abs(answers(self.int8, other)[:, 5:] - told[:, 5:]).max(), 0.1)


class Shipped(unittest.TestCase):
    """What lies in artifacts belongs together; run after `make signals`."""

    def setUp(self) -> None:
        self.manifest = json.loads((ARTIFACTS / 'signals.json').read_text())

    def test_manifest_model_and_card_fit(self) -> None:
        content = (ARTIFACTS / 'signals.onnx').read_bytes()
        self.assertEqual((sha256(content), len(content)), (self.manifest['sha256'], self.manifest['bytes']))
        self.assertEqual(card(self.manifest), (ARTIFACTS / 'signals.md').read_text())
        self.assertEqual(self.manifest['input']['inputs'], INPUTS)

    def test_golden_vectors_are_fresh(self) -> None:
        stored = json.loads((ROOT / 'test' / 'golden' / 'signals.json').read_text())
        with tempfile.TemporaryDirectory() as folder:
            write_golden(ARTIFACTS / 'signals.onnx', self.manifest['sha256'], self.manifest['feature_version'], Path(folder) / 'new.json')
            fresh = json.loads((Path(folder) / 'new.json').read_text())
        self.assertEqual(stored['sha256'], fresh['sha256'])
        for old, new in zip(stored['cases'], fresh['cases'], strict=True):
            self.assertEqual(old['cells'], new['cells'])
            if new['inputs'] is None:
                self.assertIsNone(old['inputs'])
                continue
            np.testing.assert_allclose(old['inputs'], new['inputs'], atol=1e-5)
            np.testing.assert_allclose(old['outputs'], new['outputs'], atol=1e-4)


class Evaluation(unittest.TestCase):
    def test_auc_counts_pairs(self) -> None:
        rng = np.random.default_rng(3)
        score, truth = rng.integers(0, 9, 200).astype(float), rng.random(200) < 0.3
        pairs = np.sign(score[truth][:, None] - score[~truth][None])
        self.assertAlmostEqual(auc(score, truth), float((pairs + 1).mean() / 2), places=12)


if __name__ == '__main__':
    unittest.main()
