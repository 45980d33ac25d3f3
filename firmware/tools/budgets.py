"""BUDGETS.md from real builds and runs in simavr; with --check: nothing over its budget, nothing 5 % above the table.

    make -C firmware budgets | budgets-check

simavr counts cycles exactly; its converter and UART are models. Three axes at 1 kHz, worn bearing, every window sent (n = 512): the most that the default window asks for.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

import wire as w

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / 'BUDGETS.md'
SECONDS, AXES, RATE, RAM = 22, 3, 1000, 2048
SLACK = 1.05


def sizes(elf: str) -> tuple[int, int]:
    out = subprocess.run(['avr-size', '-C', '--mcu=atmega328p', str(ROOT / 'build' / elf)], capture_output=True, text=True, check=True).stdout
    program, data = (int(re.search(rf'{name}:\s+(\d+) bytes', out)[1]) for name in ('Program', 'Data'))
    return program, data


def run(elf: str, *options: str) -> tuple[dict, list[dict], dict]:
    """What the harness counted, the FEATURES, and the last STATUS."""
    out = ROOT / 'build' / 'budget.bin'
    command = [str(ROOT / 'build' / 'kinglet-simavr'), str(ROOT / 'build' / elf), '--seconds', str(SECONDS), '--out', str(out), *options]
    facts = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stderr.strip().split('\n')[-1])
    frames = [(raw[1], w.decode_up(raw)[0]) for raw in w.split(out.read_bytes())]
    return facts, [f for c, f in frames if c == w.FEATURES], [f for c, f in frames if c == w.STATUS][-1]


def measure() -> list[tuple[str, str, float, float | None, str]]:
    """(name, unit, measured, budget or None, how); smaller is better but for the ratio."""
    flash, ram = sizes('kinglet-uno.elf')
    gate_flash, gate_ram = sizes('kinglet-uno-gate.elf')
    every, features, status = run('kinglet-uno.elf', '--signal', 'worn', '--stream', 'every')
    idle, _, _ = run('kinglet-uno.elf', '--signal', 'healthy', '--stream', 'wake')
    gate, _, gate_status = run('kinglet-uno-gate.elf', '--signal', 'healthy', '--gate', 'on')
    silent, _, _ = run('kinglet-uno.elf', '--signal', 'healthy')
    samples = every['conversions'] * AXES / (AXES + 1)  # one conversion in four is for Firmata's pins
    busy = [facts['cycles'] - facts['slept'] for facts in (every, silent)]
    streamed = max(f['t_ms'] for f in features) - min(f['t_ms'] for f in features) + features[0]['n']
    per_second = 61 * len(features) / streamed * 1000
    raw = AXES * RATE * 2
    return [
        ('flash, without the gate model', 'B', flash, 10_000, 'avr-size'),
        ('flash, with it', 'B', gate_flash, 12_288, 'avr-size'),
        ('static RAM, without the gate model', 'B', ram, 1_200, 'avr-size: data, bss, noinit'),
        ('static RAM, with it', 'B', gate_ram, 1_250, 'avr-size'),
        ('stack high-water', 'B', RAM - ram - status['stack_free'], 300, 'painted at boot, told by STATUS'),
        ('stack high-water, with the gate model', 'B', RAM - gate_ram - gate_status['stack_free'], 300, 'the same'),
        ('load at 3 axes x 1 kHz', '%', 100 * every['load'], 50, 'cycles not asleep / cycles, simavr'),
        ('the same as the board itself tells it', '%', status['load'] / 2, 50, 'STATUS'),
        ('load with the gate model, wake-up mode', '%', 100 * gate['load'], 50, 'simavr'),
        ('cycles per axis and sample, all in', '', busy[0] / samples, 2_700, 'interrupts, framing and UART included'),
        ('of these, sampling and idling', '', busy[1] / samples, None, 'the same with the stream off'),
        ('bytes per second, every window sent', '', per_second, 1_152, '10 % of 115200 baud'),
        ('bytes per second, wake-up mode, healthy', '', idle['bytes'] / SECONDS, 200, 'hello and STATUS included'),
        ('raw int16 / features, every window sent', 'x', raw / per_second, 15, 'at least'),
        ('raw int16 / features, wake-up mode, healthy', 'x', raw / (idle['bytes'] / SECONDS), 15, 'at least'),
        ('frames lost', '', features[-1]['lost'], 0, 'TX ring full'),
        ('samples lost', '', status['overruns'], 0, 'sample ring full'),
    ]


def fault(name: str, unit: str, value: float, budget: float | None, before: float | None) -> str | None:
    least = unit == 'x'
    if budget is not None and (value < budget if least else value > budget):
        return f'{name}: {value:.1f} {unit}, budget {budget}'
    if before is not None and (value * SLACK < before if least else value > before * SLACK + 0.05):
        return f'{name}: {value:.1f} {unit}, was {before}'
    return None


def show(value: float) -> str:
    return f'{value:.1f}' if value != int(value) else str(int(value))


def read() -> dict[str, float]:
    rows = (line.split('|') for line in TABLE.read_text().split('\n') if line.startswith('| ') and '|---' not in line) if TABLE.exists() else ()
    return {cells[1].strip(): float(cells[3].strip().split(' ')[0]) for cells in rows if cells[3].strip()[:1].isdigit()}


def main() -> int:
    check = '--check' in sys.argv
    rows, before = measure(), read() if check else {}
    faults = [f for name, unit, value, budget, _ in rows if (f := fault(name, unit, value, budget, before.get(name)))]
    lines = [
        '# Budgets of the Uno',
        '',
        'Generated by `make -C firmware budgets` from the ELF that is flashed: sizes by avr-size, cycles by simavr (exact; its converter and UART are models), avr-gcc 5.4.',
        f'Three axes at 1 kHz, n = 512, worn bearing, {SECONDS} s of simulated time. `make budgets-check` fails above a budget and 5 % above this table.',
        '',
        '| what | budget | measured | how |',
        '|---|---|---|---|',
        *(f'| {name} | {"" if budget is None else ("≥ " if unit == "x" else "≤ ") + show(budget)} | {show(round(value, 1))} {unit} | {how} |' for name, unit, value, budget, how in rows),
        '',
    ]
    if not check and not faults:
        TABLE.write_text('\n'.join(lines))
    print('\n'.join(lines[5:]))
    for line in faults:
        print(f'OVER {line}')
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main())
