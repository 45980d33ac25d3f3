"""The language pipeline's own tests, small enough for a minute on one core: python -m unittest, inside models/."""

from __future__ import annotations

import json
import sys
import tempfile
import unittest
from dataclasses import replace
from pathlib import Path
from unittest import mock

import numpy as np
import onnx
import torch

from common.repro import ARTIFACTS, ROOT, sha256
from common.runtime import open_model
from language import build, golden
from language.card import card, source_of
from language.config import load, shape_of
from language.contract import FOREIGN, INTENTS, ROLES
from language.data import Corpus, Passes, batch_of, spoilt, whole
from language.data import load as load_corpus
from language.evaluate import auc, evaluate, goodness, of_file
from language.export import save_model
from language.features import BITS, BUCKETS, GRAMS, fnv1a, grams_of, ids_of, unpacked
from language.graph import OUTPUTS
from language.losses import Moods, clauses_of, label_losses, pooled
from language.model import Language, Shape
from language.prune import cut, forget, importance, strangers
from language.quantise import calibrate, check
from language.teacher import opine
from language.train import Job, train

from .language_samples import sentence, write

SMALL = load(train__log_every=10_000, train__tokens=1024, data__homes=5, data__valid=0.15)
TINY = Shape(32, 4, (48, 32), 64, len(INTENTS), len(ROLES))


def silent(line: str) -> None:
    pass


class WithCorpus(unittest.TestCase):
    corpus: Corpus
    folder: Path

    @classmethod
    def setUpClass(cls) -> None:
        cls.keeper = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.keeper.cleanup)
        cls.folder = Path(cls.keeper.name)
        cls.corpus = load_corpus([write(cls.folder / 'train.jsonl', 3000)], SMALL.data)


class Features(unittest.TestCase):
    def test_the_hash_is_fnv_1a(self) -> None:
        self.assertEqual([fnv1a(''), fnv1a('a'), fnv1a('foobar')], [0x811C9DC5, 0xE40C292C, 0xBF9CF968])  # from its authors' test vectors

    def test_a_token_is_the_whole_then_threes_then_fours(self) -> None:
        self.assertEqual(grams_of('lamp'), ['<lamp>', '<la', 'lam', 'amp', 'mp>', '<lam', 'lamp', 'amp>'])
        self.assertEqual(grams_of('a'), ['<a>', '<a>'])
        self.assertEqual(len(grams_of('refrigerator')), GRAMS)

    def test_numbers_are_one_token(self) -> None:
        self.assertEqual({ids_of(n) for n in ('0', '21', '2.5', '-3')}, {ids_of('7')})
        self.assertNotIn(ids_of('7'), {ids_of(n) for n in ('7:30', '2nd', '.', '1.', '١٢')})

    def test_ids_lie_in_the_table_and_zero_is_none(self) -> None:
        for token in golden.TOKENS:
            ids = ids_of(token)
            self.assertEqual(len(ids), GRAMS)
            self.assertTrue(0 < ids[0] and all(0 <= i < BUCKETS for i in ids))

    def test_bits_come_lowest_first(self) -> None:
        bits = unpacked(np.array([0x80000001], np.uint32))[0]
        self.assertEqual((bits[0], bits[31], bits.sum()), (1, 1, 2))

    def test_the_golden_ids_are_these(self) -> None:
        for case in json.loads((ROOT / 'test' / 'golden' / 'language-features.json').read_text())['cases']:
            self.assertEqual(list(ids_of(case['token'])), case['ids'])


class Contract(unittest.TestCase):
    def test_intents_and_roles_are_read_from_the_daemons_source(self) -> None:
        self.assertEqual((INTENTS[0], ROLES[0]), ('on', 'none'))
        self.assertEqual([INTENTS[i] for i in FOREIGN], ['statement', 'forbid', 'other'])
        self.assertEqual(len(set(INTENTS)), len(INTENTS))


class Data(WithCorpus):
    def test_homes_are_held_out_whole(self) -> None:
        homes: dict[str, set[bool]] = {}
        for line, held in zip((self.folder / 'train.jsonl').read_text().splitlines(), self.corpus.held, strict=True):
            homes.setdefault(json.loads(line).get('home', ''), set()).add(bool(held))
        del homes['']
        self.assertTrue(all(len(sides) == 1 for sides in homes.values()))
        self.assertEqual({side for sides in homes.values() for side in sides}, {True, False})

    def test_where_there_are_no_homes_equal_texts_stay_together(self) -> None:
        source = self.corpus.sources.index('clinc150')
        sides: dict[bytes, set[bool]] = {}
        for n in np.flatnonzero(self.corpus.source == source):
            sides.setdefault(self.corpus.token[self.corpus.start[n] : self.corpus.start[n + 1]].tobytes(), set()).add(bool(self.corpus.held[n]))
        self.assertTrue(all(len(both) == 1 for both in sides.values()))

    def test_what_lies_in_a_file_called_valid_is_held_out(self) -> None:
        corpus = load_corpus([write(self.folder / 'other' / 'valid.jsonl', 20)], SMALL.data)
        self.assertTrue(corpus.held.all())

    def test_a_pass_has_every_sentence_once_in_batches_of_one_length(self) -> None:
        chosen = np.flatnonzero(~self.corpus.held)
        passes = Passes(self.corpus, chosen, 512, 32, seed=1)
        batches = [passes(n) for n in range(passes.per_pass)]
        np.testing.assert_array_equal(np.sort(np.concatenate(batches)), chosen)
        for batch in batches:
            self.assertEqual(len(set(self.corpus.length[batch])), 1)
            self.assertLessEqual(len(batch) * self.corpus.length[batch[0]], 512)
        again = Passes(self.corpus, chosen, 512, 32, seed=1)
        np.testing.assert_array_equal(again(passes.per_pass + 3), passes(passes.per_pass + 3))

    def test_a_batch_holds_what_the_lines_say(self) -> None:
        row = json.loads((self.folder / 'train.jsonl').read_text().splitlines()[5])
        batch = batch_of(self.corpus, np.array([5]))
        self.assertEqual(batch.ids[0].tolist(), [list(ids_of(t)) for t in row['t']])
        self.assertEqual((batch.role[0].tolist(), batch.intent[0].tolist(), batch.begins[0].int().tolist()), (row['r'], row['i'], row['c']))
        self.assertEqual(int(batch.scope[0]), row['s'])

    def test_wrong_lines_stop_the_training_and_are_named(self) -> None:
        good = sentence(np.random.default_rng(1))
        for spoilt_row, said in (
            (good | {'b': good['b'][1:]}, 'differ in length'), (good | {'t': [], 'b': [], 'c': [], 'r': [], 'i': []}, '0 tokens'),
            (good | {'r': [len(ROLES)] * len(good['t'])}, 'outside'), (good | {'s': 2}, 's must be'), (good | {'c': [0] * len(good['t'])}, 'begins a clause'),
        ):
            path = self.folder / 'wrong' / 'train.jsonl'
            path.parent.mkdir(exist_ok=True)
            path.write_text(json.dumps(good) + '\n' + json.dumps(spoilt_row) + '\n')
            with self.assertRaisesRegex(SystemExit, f'train.jsonl:2: .*{said}'):
                load_corpus([path], SMALL.data)

    def test_spoiling_only_takes_away(self) -> None:
        batch = batch_of(self.corpus, Passes(self.corpus, np.arange(len(self.corpus)), 4096, 256, 1)(0))
        knobs = replace(SMALL.augment, word=0.5, bit=0.5)
        hurt = spoilt(batch, knobs, torch.Generator().manual_seed(1))
        self.assertTrue(((hurt.ids == batch.ids) | (hurt.ids == 0)).all())
        self.assertTrue((hurt.bits <= batch.bits).all())
        self.assertTrue((hurt.ids != batch.ids).any())


class Losses(WithCorpus):
    def test_clauses_are_pooled_over_the_whole_batch(self) -> None:
        begins, mask = torch.tensor([[1.0, 0, 1], [1, 0, 0]]), torch.tensor([[1.0, 1, 1], [1, 1, 0]])
        clause, count = clauses_of(begins, mask)
        self.assertEqual(count, 3)
        logits = torch.tensor([[[1.0], [3], [5]], [[7], [9], [99]]])
        self.assertEqual(pooled(logits, clause, mask, count)[:, 0].tolist(), [2, 5, 8])

    def test_unknown_labels_teach_nothing(self) -> None:
        batch = batch_of(self.corpus, Passes(self.corpus, np.arange(len(self.corpus)), 1024, 64, 1)(0))
        nothing = batch._replace(role=batch.role * 0 - 1, intent=batch.intent * 0 - 1, scope=batch.scope * 0 - 1, mood=batch.mood * 0 - 1)
        told = Language(TINY)(batch.ids, batch.bits, batch.mask)
        losses = label_losses(told, nothing, Moods(3, 64), SMALL.losses)
        self.assertEqual([loss.item() for loss in losses[1:]], [0.0] * 6)

    def test_moods_are_cheapest_where_they_lie_together_and_apart_from_the_rest(self) -> None:
        moods = Moods(2, 64)
        apart, mood, weight = torch.eye(64)[:6], torch.tensor([0, 0, 1, 1, -1, -1]), torch.ones(6)
        moods.points.data = torch.stack([apart[0], apart[2]])
        together = torch.stack([apart[0], apart[0], apart[2], apart[2], apart[4], apart[5]])
        jumbled = together[[0, 2, 1, 3, 4, 5]]
        loss = lambda e: moods(e, mood, weight, 0.1).item()
        self.assertLess(loss(together), loss(jumbled))
        self.assertGreaterEqual(loss(together), 0.0)
        self.assertTrue(np.isfinite(moods(apart[:1], mood[:1], weight[:1], 0.1).item()))


class Network(WithCorpus):
    def test_padding_changes_nothing(self) -> None:
        torch.manual_seed(1)
        model = Language(TINY).eval()
        ids, bits, mask = (torch.from_numpy(part) for part in golden.batch())
        told = model(ids, bits, mask)
        for n, size in enumerate(mask.sum(dim=1).int().tolist()):
            alone = model(ids[n : n + 1, :size], bits[n : n + 1, :size], mask[n : n + 1, :size])
            for padded, single in zip((told.boundary[n, :size], told.roles[n, :size], told.intents[n, :size], told.scope[n], told.embedding[n]), alone, strict=True):
                torch.testing.assert_close(padded, single[0], atol=1e-4, rtol=1e-4)

    def test_onnx_answers_like_torch_in_float_and_in_int8(self) -> None:
        torch.manual_seed(2)
        model = Language(TINY).eval()
        calibrate(model, self.corpus, np.flatnonzero(~self.corpus.held), replace(SMALL.quantise, sentences=200))
        ids, bits, mask = golden.batch()
        for int8 in (False, True):
            path = save_model(model, self.folder / f'int8-{int8}', int8)
            model.fake_quant(int8)
            with torch.no_grad():
                wanted = model(torch.from_numpy(ids), torch.from_numpy(bits), torch.from_numpy(mask))
            model.fake_quant(False)
            got = open_model(path).run(list(OUTPUTS), {'ids': ids, 'bits': bits, 'mask': mask})
            for mine, theirs in zip(got, wanted, strict=True):
                # A float summed in another order may cross an int8 step.
                np.testing.assert_allclose(mine, theirs.numpy(), atol=0.05 if int8 else 1e-4)

    def test_the_int8_file_is_checked(self) -> None:
        path = save_model(Language(TINY).eval(), self.folder / 'checked', int8=True)
        check(onnx.load(path))
        with self.assertRaises(AssertionError):
            check(onnx.load(save_model(Language(TINY).eval(), self.folder / 'unchecked')))

    def test_the_shipped_shape_fits_in_three_megabytes(self) -> None:
        path = save_model(Language(shape_of(SMALL.student)).eval(), self.folder / 'shipped', int8=True)
        self.assertLess(path.stat().st_size, 2 * 1024 * 1024)

    def test_a_cut_network_answers_as_if_the_missing_units_were_silent(self) -> None:
        torch.manual_seed(3)
        wide = Language(replace(TINY, ff=(64, 64))).eval()
        batch = batch_of(self.corpus, Passes(self.corpus, np.arange(len(self.corpus)), 512, 64, 1)(0))
        moods = Moods(3, 64)
        scores = importance(wide, lambda n: sum(label_losses(wide(batch.ids, batch.bits, batch.mask), batch, moods, SMALL.losses)), 2)
        small = cut(wide, TINY, scores).eval()
        with torch.no_grad():
            for block, score, units in zip(wide.blocks, scores, TINY.ff, strict=True):
                gone = score.argsort()[: len(score) - units]
                block.down.weight[:, gone] = 0
            for mine, theirs in zip(small(batch.ids, batch.bits, batch.mask), wide(batch.ids, batch.bits, batch.mask), strict=True):
                torch.testing.assert_close(mine, theirs, atol=1e-5, rtol=1e-4)

    def test_rows_nobody_taught_are_emptied(self) -> None:
        model, rows = Language(TINY), strangers(self.corpus, 3)
        forget(model, rows)
        self.assertTrue(rows[0] and not rows[ids_of('turn')[0]])
        self.assertEqual(float(model.table[rows].detach().abs().sum()), 0.0)
        self.assertGreater(float(model.table[~rows].detach().abs().sum()), 0.0)


class Training(WithCorpus):
    JOB = Job('toy', TINY, 1, 3, 5e-3)

    def test_the_same_seed_gives_the_same_weights_also_when_cut_short(self) -> None:
        config = replace(SMALL, train=replace(SMALL.train, save_every=5))
        job = replace(self.JOB, passes=0.5, wider=replace(TINY, ff=(64, 64)), prune_from=0.6)
        whole_run = train(config, self.corpus, job, silent)

        class Cut(Exception):
            pass

        def until_pruned(line: str) -> None:
            if 'pruned' in line:
                raise Cut

        path = self.folder / 'cut.pt'
        with self.assertRaises(Cut):
            train(config, self.corpus, job, until_pruned, path)
        resumed = train(config, self.corpus, job, silent, path)
        for mine, theirs in zip(whole_run.state_dict().values(), resumed.state_dict().values(), strict=True):
            torch.testing.assert_close(mine, theirs, atol=0, rtol=0)

    def test_it_learns_and_int8_keeps_it_and_a_student_learns_from_opinions(self) -> None:
        teacher = train(SMALL, self.corpus, replace(self.JOB, passes=6), silent)
        opinions = opine(teacher, self.corpus)
        student = train(SMALL, self.corpus, replace(self.JOB, opinions=opinions, seed=2, passes=15), silent)
        calibrate(student, self.corpus, np.flatnonzero(~self.corpus.held), SMALL.quantise)
        figures = {int8: evaluate(of_file(save_model(student, self.folder / f'learnt-{int8}', int8)), self.corpus, 0.005) for int8 in (False, True)}
        for told in figures.values():
            self.assertGreater(told['all']['role_accuracy'], 0.97)
            self.assertGreater(told['all']['clause_intent_accuracy'], 0.95)
            self.assertGreater(told['grammar']['mood_accuracy'], 0.9)
        self.assertGreater(goodness(figures[True]), goodness(figures[False]) - 0.02)

    def test_a_run_fits_into_the_minutes_given(self) -> None:
        said: list[str] = []
        train(SMALL, self.corpus, replace(self.JOB, passes=100), said.append, minutes=1 / 60)
        self.assertTrue(any('would take longer' in line for line in said))


class Figures(unittest.TestCase):
    def test_auc_counts_pairs_in_order(self) -> None:
        self.assertEqual(auc(np.array([1.0, 2, 3, 4]), np.array([False, False, True, True])), 1.0)
        self.assertEqual(auc(np.array([1.0, 1]), np.array([False, True])), 0.5)


class Build(WithCorpus):
    def test_one_command_leaves_model_manifest_card_and_golden_vectors(self) -> None:
        out = self.folder / 'out'
        knobs = ('teacher__passes=0.2', 'student__passes=0.2', 'quantise__passes=0.1', 'teacher__width=32', 'teacher__heads=4', 'teacher__ff=[32]')
        command = ['build', '--samples', str(self.folder), '--out', str(out), '--cache', str(self.folder / 'cache')]
        with mock.patch.object(sys, 'argv', command + [part for knob in knobs for part in ('--set', knob)]), mock.patch('builtins.print'):
            build.main()
        manifest = json.loads((out / 'language.json').read_text())
        self.assertEqual(manifest['sha256'], sha256((out / manifest['file']).read_bytes()))
        self.assertEqual((tuple(manifest['intents']), tuple(manifest['roles'])), (INTENTS, ROLES))
        self.assertEqual([(file['file']) for file in manifest['trained']['data']['files']], ['train.jsonl'])
        self.assertIn('## How good it is', (out / 'language.md').read_text())
        self.assertEqual(card(manifest, out), (out / 'language.md').read_text())
        self.assertEqual(len(json.loads((out / 'golden' / 'language.json').read_text())['cases']), len(golden.SENTENCES))

    def test_a_source_of_unknown_licence_is_refused(self) -> None:
        self.assertEqual(source_of('home-llm/status')[1], 'MIT')
        with self.assertRaisesRegex(SystemExit, 'licence is not known'):
            source_of('homebench')


@unittest.skipUnless((ARTIFACTS / 'language.json').exists(), 'not trained yet')
class Shipped(unittest.TestCase):
    def test_the_shipped_file_fits_its_manifest_and_is_small(self) -> None:
        manifest = json.loads((ARTIFACTS / 'language.json').read_text())
        content = (ARTIFACTS / manifest['file']).read_bytes()
        self.assertEqual((sha256(content), len(content)), (manifest['sha256'], manifest['bytes']))
        self.assertLess(len(content), 3_000_000)
        check(onnx.load(ARTIFACTS / manifest['file']))

    def test_the_shipped_file_answers_the_golden_sentences(self) -> None:
        session = open_model(ARTIFACTS / 'language.onnx')
        for case in json.loads((ROOT / 'test' / 'golden' / 'language.json').read_text())['cases']:
            bits = unpacked(np.array(case['bits'], np.uint32))[None]
            ids = np.array([[ids_of(token) for token in case['tokens']]], np.int32)
            told = session.run(list(OUTPUTS), {'ids': ids, 'bits': bits, 'mask': np.ones((1, len(ids[0])), np.float32)})
            for name, part in zip(OUTPUTS, told, strict=True):
                np.testing.assert_allclose(part.ravel(), case[name], atol=0.02, err_msg=name)

    def test_the_card_is_what_the_files_say(self) -> None:
        manifest = json.loads((ARTIFACTS / 'language.json').read_text())
        self.assertEqual(card(manifest, ARTIFACTS), (ARTIFACTS / 'language.md').read_text())


if __name__ == '__main__':
    unittest.main()
