/**
 * A board with StandardFirmata, as far as this project asks it: twenty pins of an Uno, servos included. Written from the protocol
 * (github.com/firmata/protocol, protocol.md) and what StandardFirmata.ino 2.5 does; for wires that are only callbacks.
 */
const [INPUT, OUTPUT, ANALOG, PWM, SERVO, PULLUP] = [0, 1, 2, 3, 4, 11];

export class FirmataPeer {
  readonly name: string;
  /** By number. */
  readonly pins = Array.from({ length: 20 }, () => ({ mode: OUTPUT as number, state: 0 }));
  /** Of the analog channels, in counts, and levels that come in. */
  readonly analog = [0, 0, 0, 0, 0, 0];
  readonly levels = Array<number>(20).fill(0);
  /** Every message it was sent, as text. */
  readonly heard: string[] = [];
  /** Messages that it does not hear, from the next on: tells whether commands are made sure. */
  deaf = 0;
  readonly #say: (bytes: readonly number[]) => void;
  readonly #reported = new Set<number>();
  readonly #reportedPorts = new Set<number>();
  #begun: number[] = [];

  constructor(say: (bytes: readonly number[]) => void, name = 'StandardFirmata.ino') {
    this.#say = say;
    this.name = name;
  }

  start(): void {
    for (const pin of this.pins) {
      pin.mode = OUTPUT;
      pin.state = 0;
    }
    this.#reported.clear();
    this.#reportedPorts.clear();
    this.#version();
    this.#firmware();
  }

  /** One sampling interval: what is reported is said. */
  sample(): void {
    for (const channel of this.#reported) {
      const value = this.analog[channel] ?? 0;
      this.#say([0xe0 | channel, value & 127, value >> 7]);
    }
  }
  /** A level at an input changes. */
  set(pin: number, level: number): void {
    this.levels[pin] = level;
    if (this.#reportedPorts.has(pin >> 3)) this.#port(pin >> 3);
  }

  hear(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (byte >= 0x80 && byte !== 0xf7) this.#begun = [];
      this.#begun.push(byte);
      const [first = 0] = this.#begun;
      const whole = first === 0xf0 ? byte === 0xf7 : this.#begun.length === lengthOf(first);
      if (!whole) continue;
      const message = this.#begun;
      this.#begun = [];
      if (this.deaf > 0) this.deaf--;
      else this.#obey(message);
    }
  }

  #obey(message: readonly number[]): void {
    this.heard.push(Buffer.from(message).toString('hex'));
    const [first = 0, a = 0, b = 0] = message;
    const kind = first < 0xf0 ? first & 0xf0 : first;
    const low = first & 15;
    if (kind === 0xf9) this.#version();
    else if (kind === 0xf4) this.#mode(a, b);
    else if (kind === 0x90) this.#write(low, a | (b << 7));
    else if (kind === 0xe0) this.#duty(low, a | (b << 7));
    else if (kind === 0xc0 && a) this.#reported.add(low);
    else if (kind === 0xc0) this.#reported.delete(low);
    else if (kind === 0xd0 && a) {
      this.#reportedPorts.add(low);
      this.#port(low);
    } else if (kind === 0xf0) this.#sysex(message);
  }

  #sysex(message: readonly number[]): void {
    const [, command, pin = 0] = message;
    if (command === 0x79) this.#firmware();
    else if (command === 0x6b) this.#say([0xf0, 0x6c, ...this.pins.flatMap((_, i) => [...modesOf(i), 0x7f]), 0xf7]);
    else if (command === 0x69) this.#say([0xf0, 0x6a, ...this.pins.map((_, i) => (i >= 14 ? i - 14 : 0x7f)), 0xf7]);
    else if (command === 0x6d) {
      const { mode, state } = this.pins[pin] ?? { mode: 0, state: 0 };
      this.#say([0xf0, 0x6e, pin, mode, state & 127, ...(state > 127 ? [state >> 7] : []), 0xf7]);
    }
  }

  #mode(pin: number, mode: number): void {
    const it = this.pins[pin];
    if (it) Object.assign(it, { mode, state: mode === PULLUP ? 1 : 0 });
    if (mode === PULLUP) this.levels[pin] = 1;
  }
  #write(port: number, bits: number): void {
    for (let i = 0; i < 8; i++) {
      const pin = this.pins[8 * port + i];
      if (pin?.mode === OUTPUT || pin?.mode === INPUT) pin.state = (bits >> i) & 1;
      // As on an Arduino: an input that is written high is pulled up.
      if (pin?.mode === INPUT && pin.state === 1) this.levels[8 * port + i] = 1;
    }
  }
  #duty(pin: number, value: number): void {
    const it = this.pins[pin];
    if (it?.mode === PWM || it?.mode === SERVO) it.state = value;
  }
  #port(port: number): void {
    const bits = this.levels.slice(8 * port, 8 * port + 8).reduce((sum, level, i) => sum | (level << i), 0);
    this.#say([0x90 | port, bits & 127, bits >> 7]);
  }
  #version(): void {
    this.#say([0xf9, 2, 5]);
  }
  #firmware(): void {
    this.#say([0xf0, 0x79, 2, 5, ...[...Buffer.from(this.name)].flatMap((c) => [c & 127, c >> 7]), 0xf7]);
  }
}

/** Pairs of mode and resolution. */
function modesOf(pin: number): number[] {
  if (pin < 2) return [];
  const modes = [INPUT, 1, PULLUP, 1, OUTPUT, 1, SERVO, 14];
  if ([3, 5, 6, 9, 10, 11].includes(pin)) modes.push(PWM, 8);
  if (pin >= 14) modes.push(ANALOG, 10);
  return modes as number[];
}

const lengthOf = (first: number): number => (first === 0xf9 ? 1 : (first & 0xf0) === 0xc0 || (first & 0xf0) === 0xd0 ? 2 : 3);
