#!/bin/sh
# What the host's build says must be, to the byte, what it said before: golden/vectors.txt and golden/host-*.bin. `sh test/golden.sh --write` writes them anew.
set -eu
cd "$(dirname "$0")/.."
golden=test/golden work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
build/vectors >"$work/vectors.txt"
host() { name=$1; shift; build/kinglet-host --stdout --seed 1 "$@" >"$work/$name.bin" 2>"$work/$name.log"; }
host host-healthy --signal healthy --stream every --seconds 10
host host-worn --signal healthy --then 20:worn --stream wake --seconds 40
host host-noise --signal worn --stream every --window 6 --noise 0.01 --seconds 5
host host-reset --signal worn --stream every --reset 3:0 --seconds 6
if command -v python3 >/dev/null; then
  python3 tools/bands.py | cmp -s - core/bands.h && echo 'ok   core/bands.h is what tools/bands.py makes' || { echo 'FAIL core/bands.h is not what tools/bands.py makes'; exit 1; }
fi
if [ "${1:-}" = --write ]; then cp "$work"/vectors.txt "$work"/*.bin "$golden"; echo "written"; exit 0; fi
status=0
for file in "$work"/vectors.txt "$work"/*.bin; do
  if cmp -s "$file" "$golden/$(basename "$file")"; then echo "ok   $(basename "$file")"; else echo "FAIL $(basename "$file") is not what it was"; status=1; fi
done
exit $status
