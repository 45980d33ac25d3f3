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
from signals.cycles import CYCLIC, one_cycle
from signals.evaluate import auc, straight_line
from signals.export import save_float, save_int8
from signals.generator import make_series, sample
from signals.golden import write_golden
from signals.hindsight import AHEAD, FUTURE, futures
from signals.losses import batch_of, student_losses
from signals.model import Signals
from signals.prune import cut, importance, widened
from signals.quantise import calibrated
from signals.store import make_windows
from signals.teacher import ask, train_teachers
from signals.train import train
from signals.windows import BLOCK, FINE, HISTORY, INPUTS, NEWEST, STEP, contexts, frame, windows

SMALL = load(
    data__series=60, data__windows_per_series=80, train__epochs=2, train__batch=256, train__log_every=1000,
    teacher__epochs=1, teacher__forecast=[64, 32], teacher__fill=[32], teacher__judge=[64, 32], teacher__hindsight=[64, 32],
)


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


class Hindsight(unittest.TestCase):
    def test_the_future_is_what_comes_after_the_newest_cell_in_the_windows_own_units(self) -> None:
        cells = np.cumsum(np.random.default_rng(8).standard_normal(900))
        cells[790:795] = np.nan
        at = np.array([780])
        seen_from = frame(contexts(cells, at))
        units = lambda u: np.clip(np.arcsinh((u - seen_from.loc[0]) / seen_from.s[0]), -4, 4)
        future = futures(cells, at, seen_from)[0].astype(float)
        np.testing.assert_allclose(future[:9], units(cells[781:790]), atol=2e-3)
        np.testing.assert_array_equal(future[9:14], 0)
        np.testing.assert_allclose(future[32], units(cells[813:817].mean()), atol=2e-3)
        self.assertEqual(len(future), FUTURE)

    def test_after_the_end_of_a_series_there_is_nothing(self) -> None:
        cells = np.arange(900.0)
        at = np.array([899 - AHEAD, 899])
        future = futures(cells, at, frame(contexts(cells, at)))
        self.assertTrue((future[0] != 0).all())
        self.assertTrue((future[1] == 0).all())


class Generator(unittest.TestCase):
    def test_every_class_appears_and_windows_are_finite_and_within_four(self) -> None:
        made = make_windows(SMALL, 60, 80, [], stream=9)
        self.assertTrue(np.isfinite(made.inputs).all() and np.isfinite(made.future).all())
        self.assertLessEqual(max(np.abs(made.inputs).max(), np.abs(made.future).max()), 4.0)
        self.assertTrue((made.labels.mean(axis=0) > 0.005).all(), dict(zip(LABELS, made.labels.mean(axis=0))))
        self.assertFalse((made.fair & made.labels.any(axis=1)).any())
        self.assertTrue(0.3 < made.whole.mean() < 0.95)

    def test_a_series_comes_back_the_same_from_the_same_seed(self) -> None:
        one, two = (make_series(np.random.default_rng(5), SMALL.data, []) for _ in range(2))
        np.testing.assert_array_equal(one.cells, two.cells)
        np.testing.assert_array_equal(one.labels, two.labels)

    def test_sampling_gives_what_was_asked_for_at_most(self) -> None:
        rng = np.random.default_rng(6)
        self.assertLessEqual(len(sample(rng, make_series(rng, SMALL.data, []), 80, SMALL.data).inputs), 80)

    def test_cyclic_families_repeat_themselves_and_one_odd_cycle_leaves_the_others_alike(self) -> None:
        for number, family in enumerate(CYCLIC * 4):
            rng = np.random.default_rng(number)
            wave = family(rng, 3000)
            self.assertTrue(np.isfinite(wave.x).all() and wave.x.std() > 0)
            x = wave.x.copy()
            after = one_cycle(rng, x, wave.period, 1000)
            self.assertTrue(after is None or (np.isfinite(after).all() and len(after) < 2.5 * wave.period + 8))
            np.testing.assert_array_equal(x[:1000], wave.x[:1000])


class Network(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.windows = make_windows(SMALL, 60, 80, [], stream=0)
        cls.teachers = train_teachers(SMALL, cls.windows, lambda line: None)
        cls.opinions = ask(cls.teachers, cls.windows)
        cls.model = train(SMALL, cls.windows, cls.opinions, lambda line: None)
        cls.folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.float = open_model(save_float(cls.model, cls.folder / 'float'))
        cls.int8 = open_model(save_int8(cls.model, cls.folder / 'float' / 'signals.onnx', cls.folder / 'int8'))
        cls.inputs = cls.windows.inputs[:700]

    def torch_says(self, model: Signals, fake_quant: bool) -> np.ndarray:
        model.fake_quant(fake_quant)
        with torch.no_grad():
            return torch.cat(model(torch.from_numpy(self.inputs)), dim=1).numpy()

    def test_a_second_run_gives_the_same_weights(self) -> None:
        again = train(SMALL, make_windows(SMALL, 60, 80, [], stream=0), self.opinions, lambda line: None)
        for (name, one), two in zip(self.model.state_dict().items(), again.state_dict().values(), strict=True):
            self.assertTrue(torch.equal(one, two), name)

    def test_the_float_graph_says_what_the_network_says(self) -> None:
        np.testing.assert_allclose(answers(self.float, self.inputs), self.torch_says(self.model, False), atol=2e-5)

    def test_the_int8_graph_says_what_was_rehearsed(self) -> None:
        # sums round differently by half a step at most, here and there
        error = np.abs(answers(self.int8, self.inputs) - self.torch_says(self.model, True))
        self.assertLess(error.mean(), 0.01)
        self.assertLess(error.max(), 0.5)

    def test_calibrated_ranges_are_what_is_really_used_and_quantise_too(self) -> None:
        tight = calibrated(self.model, 0.1 * self.inputs)
        self.assertTrue(all(0 < layer.high <= layer.cap for layer in [*tight.forecast, *tight.fill, *tight.judge]))
        self.assertTrue(0.3 < tight.fill[0].high < 0.4001 and tight.fill[0].low == -tight.fill[0].high)
        session = open_model(save_int8(tight, save_float(tight, self.folder / 'tight'), self.folder / 'tight8'))
        self.assertLess(np.abs(answers(session, self.inputs) - self.torch_says(tight, True)).mean(), 0.01)

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
        self.assertGreater(np.abs(answers(self.int8, other)[:, 5:9] - told[:, 5:9]).max(), 0.1)

    def test_the_filling_is_blind_to_the_block_and_the_judge_is_not(self) -> None:
        other = self.inputs.copy()
        other[:, slice(*BLOCK)] = -2.0
        one, two = answers(self.int8, self.inputs), answers(self.int8, other)
        np.testing.assert_array_equal(one[:, 9:], two[:, 9:])
        self.assertGreater(np.abs(one[:, 5:9] - two[:, 5:9]).max(), 0.1)

    def test_gaps_in_the_block_cost_nothing(self) -> None:
        batch = batch_of(self.windows, None, np.arange(50))
        batch.window[:, slice(*BLOCK)] = 0.0
        self.assertEqual(student_losses(self.model, batch, SMALL.train)[1].item(), 0.0)

    def test_pruning_to_the_same_width_changes_nothing_and_keeps_what_matters_otherwise(self) -> None:
        wide = Signals(widened(SMALL.model, 1.5))
        for name in ('forecast', 'fill', 'judge'):  # every third unit of the first layers does nothing
            first, second = getattr(wide, name)[0], getattr(wide, name)[1]
            with torch.no_grad():
                second.weight[:, ::3] = 0.0
                first.weight[::3] = 0.0
        batch = batch_of(self.windows, None, np.arange(500))
        scores = importance(wide, lambda number: sum(student_losses(wide, batch, SMALL.train)), 1)
        self.assertTrue(torch.equal(torch.cat(wide(batch.window), dim=1), torch.cat(cut(wide, wide.shape, scores)(batch.window), dim=1)))
        small = cut(wide, SMALL.model, scores)
        self.assertEqual(len(small.judge[0].weight), SMALL.model.judge[0])
        self.assertFalse((small.judge[0].weight == 0).all(dim=1).any())


class Shipped(unittest.TestCase):
    """What lies in artifacts belongs together; run after `make signals`."""

    def setUp(self) -> None:
        self.manifest = json.loads((ARTIFACTS / 'signals.json').read_text())

    def test_manifest_model_and_card_fit(self) -> None:
        content = (ARTIFACTS / 'signals.onnx').read_bytes()
        self.assertEqual((sha256(content), len(content)), (self.manifest['sha256'], self.manifest['bytes']))
        self.assertEqual(card(self.manifest, ARTIFACTS), (ARTIFACTS / 'signals.md').read_text())
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
    def test_the_straight_line_skips_gaps(self) -> None:
        inputs = np.zeros((1, INPUTS), np.float32)
        inputs[0, :FINE] = np.arcsinh(np.arange(1, FINE + 1) / 10)
        inputs[0, [42, 43, 60]] = 0.0
        np.testing.assert_allclose(straight_line(inputs)[0], np.arcsinh(np.arange(45, 61) / 10), atol=1e-5)

    def test_auc_counts_pairs(self) -> None:
        rng = np.random.default_rng(3)
        score, truth = rng.integers(0, 9, 200).astype(float), rng.random(200) < 0.3
        pairs = np.sign(score[truth][:, None] - score[~truth][None])
        self.assertAlmostEqual(auc(score, truth), float((pairs + 1).mean() / 2), places=12)


if __name__ == '__main__':
    unittest.main()
