#!/bin/sh
# The AVR ELF in simavr: golden streams, faults, vectors, real signals. Virtual time only; about a minute. --write writes the golden streams anew.
set -eu
cd "$(dirname "$0")/../.."
golden=test/golden work=$(mktemp -d) status=0
trap 'rm -rf "$work"' EXIT
uno() { name=$1; shift; build/kinglet-simavr build/kinglet-uno.elf --seed 1 --out "$work/$name.bin" "$@" >"$work/$name.log" 2>&1; }
verdict() { if [ "$1" = 0 ]; then echo "ok   $2"; else echo "FAIL $2"; status=1; fi; }

uno avr-healthy --signal healthy --stream every --seconds 5
uno avr-worn --signal healthy --then 6:worn --stream wake --seconds 15
# version, name, capabilities, analog map, pin 13 output and on, its state, analog channel 3 every 50 ms, constants 0, clock
uno avr-hello --signal silence --seconds 0.5 --say "f9f079f7f06bf7f069f7f40d01f50d01f06d0df7f07a3200f7c301$(python3 tools/say.py constants 0 clock 7)"
if [ "${1:-}" = --write ]; then cp "$work"/avr-*.bin "$golden"; echo written; exit 0; fi
for name in avr-healthy avr-worn avr-hello; do
  same=0; cmp -s "$work/$name.bin" "$golden/$name.bin" || same=1
  verdict $same "$name.bin is what it was, to the byte"
done

timeout 60 simavr -m atmega328p -f 16000000 build/vectors-avr.elf 2>&1 | sed 's/\x1b\[[0-9;]*m//g; s/\.*$//' | grep -E '^(window|frame|gate)' >"$work/vectors.txt" || true
same=0; cmp -s "$work/vectors.txt" "$golden/vectors.txt" || same=1
verdict $same 'vectors on the AVR are those of the host, to the bit'

# Faults. tools/hear.py decodes by PROTOCOL.md and fails for what must not be.
hear() { name=$1 title=$2; shift 2; if python3 tools/hear.py "$work/$name.bin" "$@"; then verdict 0 "$title"; else verdict 1 "$title"; fi; }
uno noise --signal worn --stream every --window 8 --noise 0.01 --seconds 60
hear noise '1 % of the bytes hurt, both ways: nothing implausible is accepted' --least 100
uno reset --signal worn --stream every --reset 4 --seconds 8
hear reset 'a reset: one restart, seq from 0 again' --restarts 1
uno stall --signal worn --stream every --stall 3:4 --seconds 10
hear stall 'a line that is dead for 4 s: a gap, and in step again' --gap
uno garble --signal worn --stream every --garble 3:4 --seconds 10
hear garble 'another baud rate for 4 s: a gap, and in step again' --gap
uno load --signal worn --stream every --window 6 --seconds 5
hear load 'windows of 64, 47 frames a second: none is cut, seq has no gap without lost' --fullload
exit $status
