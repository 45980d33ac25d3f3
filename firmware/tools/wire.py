"""PROTOCOL.md in Python, written from the page and not from the C code, so that the two can be held against each other."""

import struct

MAX_WIRE = 64
FEATURES, STREAM, CONSTANTS, CLOCK, STATUS = 1, 2, 3, 4, 5


def crc16(data: bytes) -> int:
    crc = 0xFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ 0x8408 if crc & 1 else crc >> 1
    return crc


def pack(data: bytes) -> bytes:
    bits = int.from_bytes(data, 'little')
    return bytes((bits >> 7 * i) & 0x7F for i in range((8 * len(data) + 6) // 7))


def unpack(packed: bytes) -> bytes | None:
    n = 7 * len(packed) // 8
    if (8 * n + 6) // 7 != len(packed):
        return None
    bits = sum(b << 7 * i for i, b in enumerate(packed))
    return bits.to_bytes(n, 'little') if bits < 1 << 8 * n else None


def frame(command: int, body: bytes) -> bytes:
    wire = bytes([0xF0, command]) + pack(body + struct.pack('<H', crc16(bytes([command]) + body))) + b'\xf7'
    assert len(wire) <= MAX_WIRE, (command, len(wire))
    return wire


def open_frame(wire: bytes) -> tuple[bytes | None, str | None]:
    """Body of one whole frame F0..F7 (command 01..05), or why not."""
    plain = unpack(wire[2:-1])
    if plain is None or len(plain) < 3:
        return None, 'packing'
    if struct.unpack('<H', plain[-2:])[0] != crc16(wire[1:2] + plain[:-2]):
        return None, 'crc'
    return (plain[:-2], None) if plain[0] == 1 else (None, 'version')


def le(value: int, size: int) -> bytes:
    return value.to_bytes(size, 'little', signed=value < 0)


FEATURE_FIELDS = [
    ('version', 1, 0), ('schema', 2, 0), ('channel', 1, 0), ('seq', 1, 0), ('flags', 1, 0), ('t_ms', 4, 0), ('lost', 2, 0), ('n', 2, 0),
    ('centre', 2, 1), ('sum', 3, 1), ('sum2', 5, 0), ('sum3', 6, 1), ('sum4', 8, 0), ('peak', 2, 0),
]  # fmt: skip
STREAM_FIELDS = [('flags', 1, 0), ('channels', 1, 0), ('window', 1, 0), ('heartbeat', 1, 0), ('hold', 1, 0), ('delta', 1, 0), ('zero', 1, 0), ('threshold', 2, 0)]
STATUS_FIELDS = [
    ('version', 1, 0), ('reason', 1, 0), ('cause', 1, 0), ('t_ms', 4, 0), ('lost', 2, 0), ('overruns', 2, 0), ('bad', 2, 0), ('rx_lost', 2, 0),
    ('load', 1, 0), ('stack_free', 2, 0), ('schema', 2, 0),
]  # fmt: skip
CLOCK_FIELDS = [('version', 1, 0), ('token', 4, 0), ('t_ms', 4, 0), ('t_us', 2, 0)]
STREAM_ANSWER = [('version', 1, 0), ('result', 1, 0), *STREAM_FIELDS, ('schema', 2, 0)]


def put(fields, values: dict) -> bytes:
    return b''.join(values[name].to_bytes(size, 'little', signed=bool(signed)) for name, size, signed in fields)


def get(fields, body: bytes) -> dict:
    out, at = {}, 0
    for name, size, signed in fields:
        out[name] = int.from_bytes(body[at : at + size], 'little', signed=bool(signed))
        at += size
    return out


def size_of(fields) -> int:
    return sum(size for _, size, _ in fields)


def features_body(v: dict) -> bytes:
    return put(FEATURE_FIELDS, v) + bytes(v['bands'])


def plausible(f: dict, channels: int, n: int) -> bool:
    s1, s2, s3, s4, p = f['sum'], f['sum2'], f['sum3'], f['sum4'], f['peak']
    return (
        f['channel'] < channels and f['n'] == n and p <= 4095 and p * p <= s2 <= n * p * p and s1 * s1 <= n * s2
        and abs(s3) <= p * s2 and s2 * s2 <= n * s4 and s4 <= p * p * s2
    )  # fmt: skip


def decode_up(wire: bytes) -> tuple[dict | None, str | None]:
    """A frame from the board as a dict, or (None, reason). No check against constants."""
    body, why = open_frame(wire)
    if body is None:
        return None, why
    command = wire[1]
    if command == FEATURES:
        if len(body) != 48:
            return None, 'length'
        return {**get(FEATURE_FIELDS, body), 'bands': list(body[40:])}, None
    if command == STREAM:
        return (get(STREAM_ANSWER, body), None) if len(body) == size_of(STREAM_ANSWER) else (None, 'length')
    if command == CLOCK:
        return (get(CLOCK_FIELDS, body), None) if len(body) == size_of(CLOCK_FIELDS) else (None, 'length')
    if command == STATUS:
        return (get(STATUS_FIELDS, body), None) if len(body) == size_of(STATUS_FIELDS) else (None, 'length')
    if command == CONSTANTS:
        return page(body)
    return None, 'command'


def text(content: bytes, at: int, limit: int) -> tuple[str, int]:
    n = content[at]
    if n > limit or at + 1 + n > len(content):
        raise IndexError
    return content[at + 1 : at + 1 + n].decode(), at + 1 + n


def page(body: bytes) -> tuple[dict | None, str | None]:
    if len(body) < 5:
        return None, 'length'
    out = {'version': 1, 'page': body[1], 'pages': body[2], 'schema': body[3] | body[4] << 8}
    content = body[5:]
    try:
        if not content:
            out['empty'] = True
        elif out['page'] == 0:
            rate, n, channels, bands, bits, options, major, minor = struct.unpack('<IHBBBBBB', content[:12])
            name, end = text(content, 12, 40)
            out |= {'rate_mhz': rate, 'n': n, 'channels': channels, 'bands': bands, 'adc_bits': bits, 'options': options, 'major': major, 'minor': minor, 'name': name}
        elif out['page'] == 1:
            out['bands'] = [
                {'centre_dhz': c | d << 8, 'shift': e & 15, 'block_log2': e >> 4} for c, d, e in (content[i : i + 3] for i in range(0, 24, 3))
            ]
            end = 24
        else:
            scale, zero, quantity = struct.unpack('<fhB', content[:7])
            name, end = text(content, 7, 15)
            unit, end = text(content, end, 7)
            out |= {'scale': scale, 'zero': zero, 'quantity': quantity, 'name': name, 'unit': unit}
    except (IndexError, ValueError, struct.error, UnicodeDecodeError):
        return None, 'length'
    return (out, None) if not content or end == len(content) else (None, 'length')


def split(stream: bytes):
    """Whole user frames (commands 01..0F) of a stream, in order, by the receiver's rules; everything else is passed over."""
    begun: bytearray | None = None
    for byte in stream:
        if byte == 0xF0:
            begun = bytearray([byte])
        elif begun is None:
            continue
        elif byte == 0xF7:
            begun.append(byte)
            if len(begun) >= 3 and 1 <= begun[1] <= 15 and len(begun) <= MAX_WIRE:
                yield bytes(begun)
            begun = None
        elif byte >= 0x80:
            begun = None
        elif len(begun) < MAX_WIRE - 1:
            begun.append(byte)
        else:
            begun = None
