"""
Recordings that may teach the network, read from the optional data folder ($KINGLET_DATA, else ../shared/data beside the
project) and recognised by sha256. Each is brought onto its own time grid: the median interval, mean per cell, NaN = gap.
Without the folder training is refused, unless asked for a synthetic-only model, which its card then says.
"""

from __future__ import annotations

import csv
import gzip
import io
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

import numpy as np

from common.repro import ROOT, sha256_files


@dataclass(frozen=True)
class Recording:
    name: str
    cells: np.ndarray  # (n,) float64
    held_out: bool  # by well, site, room or time: never in training


@dataclass(frozen=True)
class DataSet:
    name: str
    pattern: str
    sha256: str
    licence: str
    attribution: str
    read: Callable[[Path], Iterator[Recording]]


def data_folder() -> Path | None:
    folder = Path(os.environ['KINGLET_DATA']) if 'KINGLET_DATA' in os.environ else ROOT.parent / 'shared' / 'data'
    return folder / 'signals' if (folder / 'signals').is_dir() else None


def load_recordings(synthetic_only: bool) -> tuple[list[Recording], list[dict]]:
    """All recordings, and what the manifest says of each set. Raises `SystemExit` with a hint on missing or changed data."""
    if synthetic_only:
        return [], []
    folder = data_folder()
    if folder is None:
        raise SystemExit('no recordings found. HINT: set KINGLET_DATA, or train without them: make -C models signals SYNTHETIC=1 (the card will say so)')
    recordings, said = [], []
    for data in SETS:
        files = sorted((folder / data.name).glob(data.pattern))
        found = sha256_files(files, folder / data.name)
        if found != data.sha256:
            raise SystemExit(f'{data.name}: sha256 is {found}, expected {data.sha256}. HINT: the data changed; look at it, then update models/signals/data.py')
        mine = [r for file in files for r in data.read(file) if len(r.cells) >= 1000 and np.nanstd(r.cells) > 0]
        recordings += mine
        said.append({'set': data.name, 'sha256': found, 'licence': data.licence, 'attribution': data.attribution,
                     'series': len(mine), 'held_out': sum(r.held_out for r in mine), 'cells': sum(len(r.cells) for r in mine)})
    return recordings, said


def on_grid(at: np.ndarray, value: np.ndarray) -> np.ndarray:
    """Irregular readings (seconds, value) -> one value per median interval."""
    at, value = at[~np.isnan(value)], value[~np.isnan(value)]
    if len(at) < 100:
        return np.empty(0)
    interval = max(float(np.median(np.diff(np.sort(at)))), 1.0)
    cell = np.round((at - at.min()) / interval).astype(int)
    if cell.max() > 5 * len(at):
        return np.empty(0)
    total, count = np.bincount(cell, value), np.bincount(cell)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def number(text: str | None) -> float:
    try:
        return float(text or 'nan')
    except ValueError:
        return float('nan')


def rows(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(gzip.decompress(file.read_bytes()).decode('utf-8', 'replace'))))


def wells(file: Path) -> Iterator[Recording]:
    """Normal recordings only (folder 0), 1 Hz; one well is held out."""
    table = [row for row in rows(file) if row['class'] == '0']
    for name in ('P-PDG', 'P-TPT', 'T-TPT', 'P-MON-CKP', 'T-JUS-CKP', 'P-JUS-CKGL', 'T-JUS-CKGL', 'QGL'):
        cells = np.array([number(row[name]) for row in table])
        if np.isfinite(cells).mean() > 0.5:
            yield Recording(f'{file.stem}/{name}', cells, file.name.startswith('WELL-00005'))


def water(file: Path) -> Iterator[Recording]:
    """Rows with an event, and an hour around them, are gaps; the last fifth is held out."""
    table = rows(file)
    event = np.array([row['event'] in ('1', 'TRUE', 'True') for row in table], float)
    masked = np.convolve(event, np.ones(121), 'same') > 0.5
    split = int(0.8 * len(table))
    for name in ('tp', 'cl', 'ph', 'redox', 'leit', 'trueb', 'cl_2', 'fm', 'fm_2'):
        cells = np.where(masked, np.nan, np.array([number(row[name]) for row in table]))
        yield Recording(f'{name}/first', cells[:split], False)
        yield Recording(f'{name}/last', cells[split:], True)


def weather(file: Path) -> Iterator[Recording]:
    """Hourly; sites whose number ends in 7 are held out."""
    table = rows(file)
    at = np.array([datetime.fromisoformat(row['timestamp']).replace(tzinfo=timezone.utc).timestamp() for row in table])
    site = file.name.removeprefix('weather').split('.')[0]
    for name in ('TemperatureC', 'Dew PointC', 'Humidity', 'Sea Level PressurehPa', 'VisibilityKm', 'Wind SpeedKm/h'):
        if table and name in table[0]:
            value = np.array([number(row[name]) for row in table])
            yield Recording(f'{site}/{name}', on_grid(at, np.where(value < -999, np.nan, value)), site.endswith('7'))


def flat(file: Path) -> Iterator[Recording]:
    """One sensor a file; set points are the owner's will, no signal; one room is held out."""
    if 'Setpoint' not in file.name:
        table = np.loadtxt(file, delimiter='\t')
        yield Recording(file.stem, on_grid(table[:, 0], table[:, 1]), file.name.startswith('Room3'))


SETS = (
    DataSet('3w_real_wells', '0/*.csv.gz', 'a546c281b431eede93cceafb0bea36306803eb9dc042fd160a9903e48a51cf5b', 'CC BY 4.0', '3W dataset, Petrobras', wells),
    DataSet('gecco_water', '*.csv.gz', '0128e1a20b1e35edd44eaab6dfde90348fae5d6fb75edc0bb11542fc4a85b6f7', 'CC BY 4.0', 'GECCO 2018 Industrial Challenge, Thüringer Fernwasserversorgung', water),
    DataSet('bdg_weather', '*.csv.gz', 'a75552461cac79829a6ecb2fe7bacd4cee63a21c3823022d25c06dfca3126bd4', 'MIT', 'Building Data Genome Project, BUDS Lab', weather),
    DataSet('home_open_smart_home', 'Measurements/*.csv', 'd110b24533498154c4df61e0edbe16fcf7d74e0341bdd5e6fe9e42dadf0ed7c5', 'CC BY-SA 4.0', 'OpenSmartHomeData, Fraunhofer Institute for Building Physics', flat),
)
