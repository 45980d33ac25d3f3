/**
 * Commands to pins, made sure: Firmata's messages have no checksum and no answer, so after each command the pin is asked for its state, and
 * the command given again when it is another one.
 */
import type { Component, FirmataIo } from './five.ts';

const TRIES = 4;
const ANSWER_MS = 250;

/** The pins that a component drives. */
export function pinsOf({ pin, pins }: Component): number[] {
  if (pins !== undefined && pins !== null) return Object.values(pins).filter((p) => typeof p === 'number');
  return typeof pin === 'number' ? [pin] : [];
}

/** What went wrong, in a few words; undefined when all its pins say what they were told. */
export async function confirm(io: FirmataIo, component: Component): Promise<string | undefined> {
  for (const pin of pinsOf(component)) {
    const trouble = await confirmPin(io, pin);
    if (trouble !== undefined) return trouble;
  }
  return undefined;
}

async function confirmPin(io: FirmataIo, number: number): Promise<string | undefined> {
  const pin = io.pins[number];
  if (pin === undefined) return `there is no pin ${number}`;
  const { mode, value } = pin; // the answer overwrites what was wanted
  if (mode === undefined) return undefined;
  let heard = false;
  for (let i = 0; i < TRIES; i++) {
    const answered = await stateOf(io, number);
    heard ||= answered;
    if (answered && pin.mode === mode && (pin.state === value || mode === io.MODES.SERVO)) return undefined;
    if (answered && pin.mode !== mode) io.pinMode(number, mode);
    pin.mode = mode;
    if (mode === io.MODES.OUTPUT) io.digitalWrite(number, value);
    else io.analogWrite(number, value);
  }
  return heard ? `pin ${number} does not do what it was told` : `pin ${number} does not answer`;
}

function stateOf(io: FirmataIo, number: number): Promise<boolean> {
  return new Promise((resolve) => {
    const event = `pin-state-${number}`;
    const heard = (): void => {
      clearTimeout(timer);
      resolve(true);
    };
    const timer = setTimeout(() => {
      io.removeListener(event, heard);
      resolve(false);
    }, ANSWER_MS);
    io.queryPinState(number, heard);
  });
}
