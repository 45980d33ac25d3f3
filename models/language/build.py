"""
The whole way in one command: sentences -> teachers -> student -> int8 -> evaluate -> manifest, card, golden vectors.

    make -C models language                          (or, inside models/: python -m language.build)
    python -m language.build --minutes 24            no network is trained longer than that; it has fewer steps then
    python -m language.build --samples FOLDER        with the JSON lines that lie there instead of new ones
    python -m language.build --set student__passes=1 --out /tmp/try

A run that was cut short goes on when the command is given again; what is finished is not done again.
"""

from __future__ import annotations

import argparse
import json
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np

from common.repro import ARTIFACTS, ROOT, fingerprint, sha256_files

from . import config as configs
from .card import card, source_of
from .config import Config, shape_of
from .data import Corpus, said
from .evaluate import evaluate, goodness, of_file
from .export import manifest_of, rounded, save_model, write_manifest
from .golden import FOLDER as GOLDEN
from .golden import write_features, write_golden
from .losses import Opinions
from .model import Language
from .prune import strangers
from .quantise import calibrate
from .store import FOLDER, cached_corpus, files_of, logger, run_name, source_texts
from .teacher import trained_teachers
from .train import Job, Say, train


def main() -> None:
    ask_for = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask_for.add_argument('--samples', type=Path)
    ask_for.add_argument('--minutes', type=float)
    ask_for.add_argument('--out', type=Path, default=ARTIFACTS)
    ask_for.add_argument('--cache', type=Path, default=FOLDER)
    ask_for.add_argument('--set', action='append', default=[], metavar='section__key=value')
    given = ask_for.parse_args()
    config = configs.load(**{key: json.loads(value) for key, value in (pair.split('=', 1) for pair in given.set)})
    given.cache.mkdir(parents=True, exist_ok=True)
    say = logger(given.cache / 'build.log')

    samples = given.samples or sampled(config, given.cache, say)
    corpus, name = cached_corpus(config, samples, given.cache)
    for source in corpus.sources:
        source_of(source)
    say(f'{len(corpus)} sentences, {int(corpus.held.sum())} held out, {len(corpus.token)} tokens, {len(corpus.grams)} distinct, {len(corpus.moods)} moods')
    teachers, opinions = trained_teachers(config, samples, given.minutes, given.cache, given.set, say)
    student = trained_student(config, corpus, name, opinions, say, given.cache, given.minutes)

    side = given.cache if given.out == ARTIFACTS else given.out
    told = said(files_of(samples), corpus)

    def saved(model: Language, kind: str, int8: bool = False) -> Path:
        """A folder that the daemon and the bench can open, too."""
        path = save_model(model, side / kind, int8)
        write_manifest(manifest_of(config, path, model, name, told), path.parent)
        return path

    paths = {'teachers': [saved(t, f'teacher-{n}') for n, t in enumerate(teachers, 1)], 'float': saved(student, 'float')}
    metrics = {'teachers': evaluate(of_file(*paths['teachers']), corpus, config.evaluate.false), 'float': evaluate(of_file(paths['float']), corpus, config.evaluate.false)}
    rounding = int8_candidates(config, corpus, name, opinions, student, say, given.cache, given.minutes)
    scored = {}
    for kind, candidate in rounding.items():
        figures = evaluate(of_file(saved(candidate, kind, int8=True)), corpus, config.evaluate.false)
        scored[kind] = (goodness(figures), figures)
        say(f'int8 {kind}: {scored[kind][0]:.4f} (float {goodness(metrics["float"]):.4f}, teachers {goodness(metrics["teachers"]):.4f})')
    best = max(scored, key=lambda kind: scored[kind][0])
    metrics['int8'] = scored[best][1]

    path = save_model(rounding[best], given.out, int8=True)
    manifest = manifest_of(config, path, rounding[best], name, told)
    manifest |= {
        'false': config.evaluate.false,
        'made': rounded({
            'teachers': len(teachers), 'teacher_weights': teachers[0].weights(), 'teacher_share': config.student.teacher, 'wide': config.student.wide,
            'empty_rows': int(strangers(corpus, config.data.seen).sum()), 'plain': scored['plain'][0], 'rehearsed': scored['rehearsed'][0], 'rounding': best,
        }),
        'metrics': rounded({who: metrics[who] for who in ('int8', 'float', 'teachers')}),
    }
    write_manifest(manifest, given.out)
    (given.out / 'language.md').write_text(card(manifest, given.out))
    golden = GOLDEN if given.out == ARTIFACTS else given.out / 'golden'
    write_features(golden)
    write_golden(path, manifest['sha256'], golden)
    say(f'done: {path} {manifest["bytes"]} bytes')
    print((given.out / 'language.md').read_text())


def sampled(config: Config, folder: Path, say: Say) -> Path:
    """Sentences of the TypeScript sampler: made again whenever the sampler, what it samples with, or the wish has changed."""
    sources = [f for part in ('tools/language', 'src/core/language') for f in sorted((ROOT / part).rglob('*')) if f.is_file()]
    wanted, noted = fingerprint(config.seed, config.data.count, sha256_files(sources, ROOT)), folder / 'sampled'
    if files_of(folder) and noted.exists() and noted.read_text() == wanted:
        return folder
    say(f'sampling {config.data.count} sentences')
    command = ['node', 'tools/node.mjs', 'tools/language/sample.ts', '--out', str(folder), '--seed', str(config.seed), '--count', str(config.data.count)]
    subprocess.run(command, cwd=ROOT, check=True)
    noted.write_text(wanted)
    return folder


def trained_student(config: Config, corpus: Corpus, name: str, opinions: Opinions, say: Say, folder: Path, minutes: float | None) -> Language:
    knobs = config.student
    job = Job('student', shape_of(knobs), 7, knobs.passes, knobs.rate, opinions=opinions)
    if knobs.wide > 1:
        job = replace(job, wider=shape_of(knobs, knobs.wide), prune_from=knobs.prune_from)
    return train(config, corpus, job, say, folder / f'student-{run_name(config, name, "teacher", "student")}.pt', minutes)


def int8_candidates(
    config: Config, corpus: Corpus, name: str, opinions: Opinions, student: Language, say: Say, folder: Path, minutes: float | None
) -> dict[str, Language]:
    """The student rounded as it is, and after rehearsal."""
    calibrate(student, corpus, np.flatnonzero(~corpus.held), config.quantise)
    knobs = config.quantise
    job = Job('rehearsal', student.shape, 8, knobs.passes, knobs.rate, opinions=opinions, begin={k: v.clone() for k, v in student.state_dict().items()}, rehearse=True)
    run = run_name(config, fingerprint(name, source_texts(('quantise',))), 'teacher', 'student', 'quantise')
    return {'plain': student, 'rehearsed': train(config, corpus, job, say, folder / f'rehearsal-{run}.pt', minutes)}


if __name__ == '__main__':
    main()
