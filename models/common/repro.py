"""What makes a run repeatable: one thread, one seed, sha256 of everything that goes in and comes out."""

from __future__ import annotations

import hashlib
import json
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ARTIFACTS = ROOT / 'models' / 'artifacts'
CACHE = ROOT / 'models' / '.cache'


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def sha256_files(files: list[Path], base: Path) -> str:
    """One hash over names and contents, whatever the order given."""
    lines = sorted(f'{sha256(file.read_bytes())}  {file.relative_to(base).as_posix()}' for file in files)
    return sha256('\n'.join(lines).encode())


def fingerprint(*parts: object) -> str:
    """A short hash of settings and source texts: names a cache entry, so that nothing stale is ever reused."""
    return sha256(json.dumps(parts, sort_keys=True, default=str).encode())[:16]


def git_describe() -> str:
    done = subprocess.run(['git', 'describe', '--always', '--dirty'], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() or 'unknown'


def one_thread() -> None:
    """More threads on shared cores are slower and make sums depend on the machine."""
    import torch

    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
