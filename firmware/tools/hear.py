"""Reads a stream that a board has said and fails when something in it must not be.

    hear.py FILE [--least N] [--restarts N] [--gap] [--fullload]

Checked always: every accepted FEATURES frame is plausible, and time goes forward between restarts.
"""

import argparse
import pathlib
import sys

import wire as w

args = argparse.ArgumentParser()
args.add_argument('file', type=pathlib.Path)
args.add_argument('--least', type=int, default=10)
args.add_argument('--restarts', type=int, default=0)
args.add_argument('--gap', action='store_true')
args.add_argument('--fullload', action='store_true')
options = args.parse_args()

features, restarts, missing, refused = 0, -1, 0, 0
last: dict[int, dict] = {}
for raw in w.split(options.file.read_bytes()):
    if raw[1] > w.STATUS:
        continue
    frame, why = w.decode_up(raw)
    if frame is None:
        refused += 1
        continue
    if raw[1] == w.STATUS and frame['reason'] == 0:
        restarts += 1
        last = {}
    if raw[1] != w.FEATURES:
        continue
    if not w.plausible(frame, 3, frame['n']):
        sys.exit(f'implausible: {frame}')
    before = last.get(frame['channel'])
    if before:
        if not 0 < (frame['t_ms'] - before['t_ms']) % 2**32 < 2**31:
            sys.exit(f'time runs backwards: {before} {frame}')
        gap = (frame['seq'] - before['seq'] - 1) % 256
        missing += gap
        if options.fullload and gap > (frame['lost'] - before['lost']) % 65536:
            sys.exit(f'a frame is missing that was not told lost: {before} {frame}')
    elif frame['seq'] != 0 and options.restarts:
        sys.exit(f'seq does not begin at 0: {frame}')
    last[frame['channel']] = frame
    features += 1
print(f'     {features} features, {missing} missing, {refused} refused, {max(restarts, 0)} restarts')
if features < options.least or max(restarts, 0) != options.restarts or (options.gap and not missing) or (not options.gap and options.fullload and refused):
    sys.exit('not what was expected')
