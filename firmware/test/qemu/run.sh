#!/bin/sh
# The Cortex-M4 build under QEMU: vectors, and a whole stream that must equal the host's to the byte. No time of the wall's is looked at, but for a limit.
set -eu
cd "$(dirname "$0")/../.."
work=$(mktemp -d) status=0
trap 'rm -rf "$work"' EXIT
verdict() { if [ "$1" = 0 ]; then echo "ok   $2"; else echo "FAIL $2"; status=1; fi; }
# A pipe device of plain files: NAME.in is what the UART hears, NAME.out what it says.
uart() { : >"$work/$1.out"; [ -e "$work/$1.in" ] || : >"$work/$1.in"; echo "-chardev pipe,id=$1,path=$work/$1 -serial chardev:$1"; }
run() { elf=$1; shift; timeout 120 qemu-system-arm -M mps2-an386 -kernel "$elf" -display none -monitor none -semihosting-config enable=on,target=native "$@" 2>"$work/qemu.log" || true; }

run build/vectors-m4.elf $(uart v)
same=0; cmp -s "$work/v.out" test/golden/vectors.txt || same=1
verdict $same 'vectors on the Cortex-M4 are those of the host, to the bit'

# 6 s of samples as text for the host and as bytes for UART 1.
python3 - "$work" <<'PY'
import random, struct, sys
rng, work = random.Random(4), sys.argv[1]
sets = [[max(0, min(1023, round(512 + (40 if i < 3000 else 300) * rng.gauss(0, 1)))) for _ in range(3)] for i in range(6000)]
open(f'{work}/samples.txt', 'w').write(''.join('%d %d %d\n' % tuple(s) for s in sets))
open(f'{work}/s.in', 'wb').write(b''.join(struct.pack('<hhh', *s) for s in sets) + b'\xff' * 6)
PY
python3 tools/say.py stream-every 8 | python3 -c "import sys; sys.stdout.buffer.write(bytes.fromhex(sys.stdin.read()))" >"$work/g.in"
run build/kinglet-mps2.elf $(uart g) $(uart s)
build/kinglet-host --stdout --name kinglet/mps2 --stream every --window 8 --signal "file:$work/samples.txt" --seconds 6 >"$work/host.bin" 2>/dev/null
python3 - "$work" <<'PY' && same=0 || same=1
import sys
sys.path.insert(0, 'tools')
import wire as w
m4, host = ([raw for raw in w.split(open(f'{sys.argv[1]}/{name}', 'rb').read()) if raw[1] == w.FEATURES] for name in ('g.out', 'host.bin'))
print(f'     {len(m4)} features on the Cortex-M4, {len(host)} on the host')
sys.exit(not host or m4 != host)
PY
verdict $same 'a stream of 6 s is the same on the Cortex-M4 and on the host, to the byte'
exit $status
