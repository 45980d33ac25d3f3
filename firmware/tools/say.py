"""Prints frames for the board in hex: say.py constants PAGE clock TOKEN status stream-every stream-query …"""

import sys

import wire as w

words = iter(sys.argv[1:])
out = b''
for word in words:
    if word == 'constants':
        out += w.frame(w.CONSTANTS, bytes([1, int(next(words))]))
    elif word == 'clock':
        out += w.frame(w.CLOCK, bytes([1]) + w.le(int(next(words)), 4))
    elif word == 'status':
        out += w.frame(w.STATUS, bytes([1]))
    elif word == 'stream-query':
        out += w.frame(w.STREAM, bytes([1]))
    elif word == 'stream-every':
        fields = {'flags': 3, 'channels': 7, 'window': int(next(words)), 'heartbeat': 10, 'hold': 8, 'delta': 16, 'zero': 0, 'threshold': 0}
        out += w.frame(w.STREAM, bytes([1]) + w.put(w.STREAM_FIELDS, fields))
    else:
        sys.exit(f'say.py: {word}?')
print(out.hex())
