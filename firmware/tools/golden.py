"""Writes test/golden/: frames.json and frames.txt (whole frames and what they say), *.bin with *.json (streams, clean and noisy).

    python3 firmware/tools/golden.py

Deterministic: a second run writes the same bytes. Sums are of real synthetic windows, so every good FEATURES frame passes the `value` checks.
"""

import json
import math
import pathlib
import random
import struct

import bands
import wire as w

OUT = pathlib.Path(__file__).resolve().parent.parent / 'test' / 'golden'
RATE, N, NAME = 1000, 512, 'kinglet/host'
CHANNELS = [('x', 'm/s2', 0.0958), ('y', 'm/s2', 0.0958), ('z', 'm/s2', 0.0958)]


def pages(n=N) -> list[bytes]:
    first = struct.pack('<IHBBBBBB', RATE * 1000, n, len(CHANNELS), 8, 10, 0b10, 1, 0) + bytes([len(NAME)]) + NAME.encode()
    table = b''.join(struct.pack('<HB', bands.centre_dhz(b, RATE), b['shift'] | b['block_log2'] << 4) for b in bands.table())
    rest = [struct.pack('<fhB', s, 512, 1) + bytes([len(n_)]) + n_.encode() + bytes([len(u)]) + u.encode() for n_, u, s in CHANNELS]
    return [first, table, *rest]


def schema_of(contents: list[bytes]) -> int:
    return w.crc16(b''.join(bytes([i]) + c for i, c in enumerate(contents)))


SCHEMA = schema_of(pages())


def constants(i: int) -> bytes:
    return bytes([1, i, len(pages())]) + struct.pack('<H', SCHEMA) + (pages()[i] if i < len(pages()) else b'')


def window(rng: random.Random, channel: int, seq: int, t_ms: int, lost=0, flags=0x20, amplitude=40.0) -> dict:
    f = rng.uniform(20, 400)
    d = [round(amplitude * math.sin(2 * math.pi * f * i / RATE) + rng.gauss(0, 2)) for i in range(N)]
    return {
        'version': 1, 'schema': SCHEMA, 'channel': channel, 'seq': seq & 255, 'flags': flags, 't_ms': t_ms & 0xFFFFFFFF, 'lost': lost & 0xFFFF, 'n': N, 'centre': 512,
        'sum': sum(d), 'sum2': sum(x**2 for x in d), 'sum3': sum(x**3 for x in d), 'sum4': sum(x**4 for x in d), 'peak': max(map(abs, d)),
        'bands': [rng.randrange(256) for _ in range(8)],
    }  # fmt: skip


STREAM_ON = {'flags': 3, 'channels': 7, 'window': 9, 'heartbeat': 10, 'hold': 8, 'delta': 16, 'zero': 0, 'threshold': 0}
STATUS = {'version': 1, 'reason': 0, 'cause': 1, 't_ms': 3, 'lost': 0, 'overruns': 0, 'bad': 0, 'rx_lost': 0, 'load': 255, 'stack_free': 811, 'schema': SCHEMA}


def good(name, direction, raw, decoded):
    return {'name': name, 'direction': direction, 'command': raw[1], 'hex': raw.hex(), 'decoded': decoded, **({'n': 1024} if decoded.get('n') == 1024 else {})}


def bad(name, raw, reject):
    return {'name': name, 'direction': 'up', 'command': raw[1], 'hex': raw.hex(), 'reject': reject}


def sign(v: dict) -> dict:
    """sum4 as a string: it does not fit a double."""
    return {**v, 'sum4': str(v['sum4'])}


def up(name, command, body):
    raw = w.frame(command, body)
    decoded, why = w.decode_up(raw)
    assert decoded is not None, (name, why)
    return good(name, 'up', raw, sign(decoded) if command == 1 else decoded)


def extreme(d: int, n: int, **over) -> dict:
    return {**window(random.Random(1), 0, 255, 0xFFFFFFFF, 65535), 'n': n, 'centre': 4095 if d < 0 else 0, 'sum': d * n, 'sum2': d**2 * n, 'sum3': d**3 * n, 'sum4': d**4 * n, 'peak': abs(d), **over}


def frames() -> list[dict]:
    rng = random.Random(6)
    silent = {**window(rng, 2, 0, 511), 'sum': 0, 'sum2': 0, 'sum3': 0, 'sum4': 0, 'peak': 0, 'bands': [0] * 8}
    one = w.frame(1, w.features_body(window(rng, 0, 7, 123456)))
    f = window(rng, 0, 1, 1023)
    out = [
        up('features: an ordinary window', 1, w.features_body(window(rng, 1, 42, 86_400_000))),
        up('features: silence', 1, w.features_body(silent)),
        up('features: 10-bit full scale upwards, n 1024, all counters at their end', 1, w.features_body(extreme(1023, 1024))),
        up('features: 12-bit full scale downwards, n 1024', 1, w.features_body(extreme(-4095, 1024))),
        up('stream: answer, done', 2, w.put(w.STREAM_ANSWER, {'version': 1, 'result': 0, **STREAM_ON, 'schema': SCHEMA})),
        up('stream: answer, out of range', 2, w.put(w.STREAM_ANSWER, {'version': 1, 'result': 1, **STREAM_ON, 'flags': 0, 'schema': SCHEMA})),
        *[up(f'constants: page {i}', 3, constants(i)) for i in range(len(pages()) + 1)],
        up('clock: answer', 4, w.put(w.CLOCK_FIELDS, {'version': 1, 'token': 0xDEADBEEF, 't_ms': 4294967295, 't_us': 999})),
        up('status: after a reset', 5, w.put(w.STATUS_FIELDS, STATUS)),
        up('status: periodic, everything counted', 5, w.put(w.STATUS_FIELDS, {**STATUS, 'reason': 2, 'cause': 128, 't_ms': 600_000, 'lost': 1, 'overruns': 2, 'bad': 3, 'rx_lost': 4, 'load': 66})),
    ]
    down = [
        ('stream: query', 2, bytes([1]), {'version': 1}),
        ('stream: on, every window', 2, bytes([1]) + w.put(w.STREAM_FIELDS, STREAM_ON), {'version': 1, **STREAM_ON}),
        ('stream: on, what matters, threshold 300, n 1024', 2, bytes([1]) + w.put(w.STREAM_FIELDS, {**STREAM_ON, 'flags': 1, 'window': 10, 'threshold': 300}), {'version': 1, **STREAM_ON, 'flags': 1, 'window': 10, 'threshold': 300}),
        ('constants: query page 0', 3, bytes([1, 0]), {'version': 1, 'page': 0}),
        ('constants: query page 4', 3, bytes([1, 4]), {'version': 1, 'page': 4}),
        ('clock: query', 4, bytes([1]) + w.le(0xDEADBEEF, 4), {'version': 1, 'token': 0xDEADBEEF}),
        ('status: query', 5, bytes([1]), {'version': 1}),
    ]
    out += [good(name, 'down', w.frame(command, body), decoded) for name, command, body, decoded in down]
    flipped = bytearray(one)
    flipped[20] ^= 0x04
    swapped = bytearray(one)
    swapped[1] = 5
    padded = bytearray(one)
    padded[-2] |= 0x40
    body = w.features_body(f)
    out += [
        bad('bad: one bit turned', bytes(flipped), 'crc'),
        bad('bad: another command', bytes(swapped), 'crc'),
        bad('bad: one byte missing', one[:10] + one[11:], 'packing'),
        bad('bad: unused bit set', bytes(padded), 'packing'),
        bad('bad: empty', bytes([0xF0, 1, 0xF7]), 'packing'),
        bad('bad: a layout of tomorrow', w.frame(1, bytes([2]) + body[1:]), 'version'),
        bad('bad: too short for its command', w.frame(1, body[:-1]), 'length'),
        bad('bad: too long for its command', w.frame(5, w.put(w.STATUS_FIELDS, STATUS) + b'\0'), 'length'),
        bad('bad: a name that runs past its end', w.frame(3, constants(0)[:-1]), 'length'),
    ]
    for name, over in [
        ('channel that is not there', {'channel': 3}),
        ('n that the constants do not tell', {'n': 256}),
        ('peak above what the squares allow', {'peak': 2000}),
        ('sum of squares below what the sum allows', {'sum': 500_000}),
        ('sum of 4th powers below what the squares allow', {'sum4': 1}),
        ('sum of cubes beyond the peak', {'sum3': -(2**46)}),
        ('peak 0 and yet squares', {'peak': 0}),
    ]:
        changed = {**f, **over}
        assert not w.plausible(changed, len(CHANNELS), N), name
        out.append(bad(f'bad: {name}', w.frame(1, w.features_body(changed)), 'value'))
    out.append({**bad('bad: a schema that the gateway does not hold', w.frame(1, w.features_body({**f, 'schema': SCHEMA ^ 1})), 'schema')})
    for item in out:
        raw = bytes.fromhex(item['hex'])
        assert list(w.split(raw)) == [raw], item['name']
        if item.get('reject') in ('packing', 'crc', 'version', 'length'):
            assert w.decode_up(raw)[1] == item['reject'], (item['name'], w.decode_up(raw)[1])
    return out


def firmata_hello() -> bytes:
    name = b''.join(bytes([c & 127, c >> 7]) for c in NAME.encode())
    return bytes([0xF9, 2, 5, 0xF0, 0x79, 1, 0]) + name + b'\xf7'


def session(seconds: int) -> bytes:
    """What a board says from its reset: hello, answers to a gateway that asks, then features, a pin's value now and then, STATUS every 10 s."""
    rng = random.Random(11)
    out = firmata_hello() + w.frame(5, w.put(w.STATUS_FIELDS, STATUS)) + b''.join(w.frame(3, constants(i)) for i in range(len(pages())))
    out += w.frame(2, w.put(w.STREAM_ANSWER, {'version': 1, 'result': 0, **STREAM_ON, 'schema': SCHEMA}))
    for k in range(seconds * RATE // N):
        t = (k + 2) * N - 1
        out += b''.join(w.frame(1, w.features_body(window(rng, c, k, t, flags=0x28 if k == 0 else 0x20))) for c in range(3))
        out += bytes([0xE3, k & 127, k >> 7 & 7, 0x90, k & 127, 0])
        if k % 20 == 19:
            out += w.frame(5, w.put(w.STATUS_FIELDS, {**STATUS, 'reason': 2, 't_ms': t, 'load': 60}))
    return out


def noisy(stream: bytes, rate: float, seed: int) -> bytes:
    """Each byte alone, with this probability: a bit turned (6 of 10), another byte (2), dropped (1), twice (1)."""
    rng, out = random.Random(seed), bytearray()
    for byte in stream:
        if rng.random() >= rate:
            out.append(byte)
            continue
        kind = rng.randrange(10)
        if kind < 6:
            out.append(byte ^ 1 << rng.randrange(8))
        elif kind < 8:
            out.append(rng.randrange(256))
        elif kind == 9:
            out += bytes([byte, byte])
    return bytes(out)


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    context = {'schema': SCHEMA, 'channels': len(CHANNELS), 'n': N, 'rate_mhz': RATE * 1000}
    (OUT / 'frames.json').write_text(json.dumps({'context': context, 'frames': frames()}, indent=1) + '\n')
    lines = [f'{f["direction"]} {f.get("reject", "ok")} {f["hex"]} {f["name"]}\n' for f in json.loads((OUT / 'frames.json').read_text())['frames']]
    (OUT / 'frames.txt').write_text(''.join(lines))  # the same for programs without a JSON reader
    clean = session(60)
    sent = set(w.split(clean))
    for name, rate in [('clean', 0), ('noise-0.1', 0.001), ('noise-1', 0.01), ('noise-5', 0.05)]:
        stream = noisy(clean, rate, 5) if rate else clean
        accepted, rejected = [], {}
        for raw in w.split(stream):
            decoded, why = w.decode_up(raw)
            if decoded and raw[1] == 1 and decoded['schema'] != SCHEMA:
                why = 'schema'
            elif decoded and raw[1] == 1 and not w.plausible(decoded, len(CHANNELS), N):
                why = 'value'
            if why:
                rejected[why] = rejected.get(why, 0) + 1
            else:
                assert raw in sent, 'a wrong frame was accepted'
                accepted.append(raw.hex())
        (OUT / f'{name}.bin').write_bytes(stream)
        facts = {'about': 'user sysex accepted, in order, and frames F0..F7 (commands 1..15) that were whole but refused', 'context': context, 'rate': rate, 'bytes': len(stream), 'sent': sum(1 for _ in w.split(clean)), 'rejected': rejected, 'accepted': accepted}
        (OUT / f'{name}.json').write_text(json.dumps(facts, indent=1) + '\n')
        print(name, len(stream), 'bytes', len(accepted), 'accepted', rejected)


if __name__ == '__main__':
    main()
