/**
 * The payload of a message → its numeric leaves. Nothing here knows topics; nothing on the wire is trusted.
 *
 *     21.5                                        ─► [] 21.5
 *     {"temperature":21.5,"state":"ON"}           ─► [temperature] 21.5   [state] 1
 *     {"ENERGY":{"Power":4,"Current":[0.1,0.2]}}  ─► [ENERGY,Power] 4     [ENERGY,Current,0] 0.1   [ENERGY,Current,1] 0.2
 *
 * Each number, each two-state word and each number inside a string is a leaf; null, "" and prose are none. NaN, infinities and 1e308
 * pass: rules judge values, this only reads them. Limits are `payloadLimits`; what falls off is counted in `leftOut`.
 */
import { fail, ok, type Result } from '../base/index.ts';
import { timeFrom, unitFrom, valueFrom } from './payload-value.ts';

export interface Leaf {
  /** Keys (and array indices) from the root; empty for a bare value. */
  readonly path: readonly string[];
  readonly value: number;
  /** `state`: true/false, ON/OFF and the like, as 1 or 0. */
  readonly kind: 'number' | 'state';
  /** Given with the value itself: "21.5 °C". */
  readonly unit?: string;
}

export interface Payload {
  readonly leaves: readonly Leaf[];
  /** Values not taken because of a limit: too deep, too many, too long a key or array. */
  readonly leftOut: number;
  /** What was parsed, for `unitOfLeaf` and `timeOfPayload`. */
  readonly root: unknown;
}

export const payloadLimits = {
  /** bytes */
  size: 65_536,
  depth: 8,
  leaves: 64,
  /** characters */
  key: 64,
  /** elements; a longer array is a waveform or a history, not so many sensors */
  array: 16,
} as const;

/** A NaN inside JSON is repaired only in payloads up to this many characters. */
const repairLength = 4_096;
const noPath: readonly string[] = [];
const indices: readonly string[] = Array.from({ length: payloadLimits.array }, (_, i) => String(i));
const utf8 = new TextDecoder();

/** Subtrees that describe the device or the order given to it, never what it measures. */
const notMeasured: ReadonlySet<string> = new Set([
  'update',
  'device',
  'color',
  'cfg',
  'config',
  'options',
  'by_minute',
  'available_updates',
  'OtaState',
]);

/**
 * Reads a payload. Faults: `payload/too-large`, `payload/not-json` (it began like JSON), `payload/binary`, `payload/no-numbers`
 * (text, null, or JSON without a value).
 */
export function parsePayload(bytes: Uint8Array): Result<Payload> {
  if (bytes.length > payloadLimits.size) {
    return fail('payload/too-large', `A payload of ${bytes.length} bytes was refused: at most ${payloadLimits.size} are read.`);
  }
  const first = bytes[0];
  if (first === undefined) return nothing;
  const text = utf8.decode(bytes);
  if (first === 0x7b /* { */ || first === 0x5b /* [ */) return parseJsonText(text);
  const bare = valueFrom(text);
  if (bare !== undefined) return ok({ leaves: [{ path: noPath, ...bare }], leftOut: 0, root: bare.value });
  const trimmed = text.trim();
  if (trimmed === '') return nothing;
  if (/^[{["]/.test(trimmed)) return parseJsonText(trimmed);
  return isBinary(text) ? fail('payload/binary', `A payload of ${bytes.length} bytes is neither text nor JSON.`) : nothing;
}

/** Reads JSON that is already text: a message's payload or a line of a serial port. Faults as `parsePayload`. */
export function parseJsonText(text: string): Result<Payload> {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    const repaired = parseWithNaN(text);
    if (repaired === undefined)
      return fail('payload/not-json', `A payload of ${text.length} characters begins like JSON and is not: it may have been cut off.`);
    root = repaired.root;
  }
  const leaves: Leaf[] = [];
  const leftOut = collect(root, noPath, 0, leaves);
  return leaves.length === 0 && leftOut === 0 ? nothing : ok({ leaves, leftOut, root });
}

const nothing: Result<Payload> = fail('payload/no-numbers', 'A payload holds no number and no two-state word.');

/** Adds the leaves under `node`; returns how many were left out. */
function collect(node: unknown, path: readonly string[], depth: number, leaves: Leaf[]): number {
  switch (typeof node) {
    case 'number':
      return add(leaves, { path, value: node, kind: 'number' });
    case 'boolean':
      return add(leaves, { path, value: node ? 1 : 0, kind: 'state' });
    case 'string': {
      const read = valueFrom(node);
      return read === undefined ? 0 : add(leaves, { path, ...read });
    }
    case 'object':
      if (node === null) return 0;
      if (depth >= payloadLimits.depth) return 1;
      return Array.isArray(node)
        ? collectArray(node, path, depth, leaves)
        : collectObject(node as Record<string, unknown>, path, depth, leaves);
    default:
      return 0;
  }
}

function collectArray(node: readonly unknown[], path: readonly string[], depth: number, leaves: Leaf[]): number {
  if (node.length > payloadLimits.array) return 1;
  let leftOut = 0;
  for (let i = 0; i < node.length; i++) leftOut += collect(node[i], [...path, indices[i] ?? String(i)], depth + 1, leaves);
  return leftOut;
}

function collectObject(node: Record<string, unknown>, path: readonly string[], depth: number, leaves: Leaf[]): number {
  let leftOut = 0;
  // JSON.parse makes `__proto__` an own property like any other, so for…in and reading it back see what the wire said and nothing else.
  for (const key in node) {
    const value = node[key];
    if (value === null || (typeof value === 'object' && notMeasured.has(key))) continue;
    if (key.length > payloadLimits.key) leftOut++;
    else leftOut += collect(value, path.length === 0 ? [key] : [...path, key], depth + 1, leaves);
    if (leaves.length >= payloadLimits.leaves && leftOut > payloadLimits.leaves) break; // enough is known about this payload
  }
  return leftOut;
}

function add(leaves: Leaf[], leaf: Leaf): 0 | 1 {
  if (leaves.length >= payloadLimits.leaves) return 1;
  leaves.push(leaf);
  return 0;
}

/** Python's json.dumps writes NaN and Infinity bare, which JSON does not allow. Quoted they are numbers inside strings, which we read. */
function parseWithNaN(text: string): { readonly root: unknown } | undefined {
  if (text.length > repairLength || !/NaN|nan|Infinity|inf/.test(text)) return undefined;
  const quoted = text.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|nan|Infinity|inf)\b/g, (token) =>
    token.startsWith('"') ? token : `"${token}"`,
  );
  try {
    return { root: JSON.parse(quoted) };
  } catch {
    return undefined;
  }
}

function isBinary(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return /[\u0000-\u0008\u000e-\u001f\ufffd]/.test(text);
}

const ownTimes = ['Time', 'time', 'timestamp', 'ts'] as const;

/**
 * The payload's own time, epoch ms, from the root's `field`, else from a well-known one (Tasmota `Time`, Shelly `params.ts`, `timestamp`, …).
 * Undefined when there is none that can be read.
 */
export function timeOfPayload(payload: Payload, field?: string): number | undefined {
  const root = recordOf(payload.root);
  if (root === undefined) return undefined;
  if (field !== undefined) return timeFrom(own(root, field));
  for (const name of ownTimes) {
    const at = timeFrom(own(root, name));
    if (at !== undefined) return at;
  }
  const params = recordOf(own(root, 'params'));
  return params === undefined ? undefined : timeFrom(own(params, 'ts'));
}

/** Tasmota names units once, at the root: `"TempUnit":"C"`. */
const rootUnits: readonly (readonly [RegExp, string])[] = [
  [/temp|dew|heatindex/i, 'TempUnit'],
  [/pressure/i, 'PressureUnit'],
  [/speed/i, 'SpeedUnit'],
];

/** The unit that comes with a leaf or stands beside it (`unit`, `unit_of_measurement`, `<key>_unit`, Tasmota's `TempUnit`); asked once per sensor. */
export function unitOfLeaf(payload: Payload, leaf: Leaf): string | undefined {
  if (leaf.unit !== undefined || leaf.kind === 'state') return leaf.unit;
  const key = leaf.path.at(-1);
  let parent = recordOf(payload.root);
  if (key === undefined || parent === undefined) return undefined;
  const root = parent;
  for (const step of leaf.path.slice(0, -1)) {
    const next: unknown = parent === undefined ? undefined : own(parent, step);
    parent = recordOf(next);
  }
  const candidates = [
    `${key}_unit`,
    `${key}Unit`,
    ...(soleValue.has(key.toLowerCase()) ? ['unit', 'units', 'unit_of_measurement', 'uom'] : []),
  ];
  for (const name of parent === undefined ? [] : candidates) {
    const unit = parent === undefined ? undefined : textUnit(own(parent, name));
    if (unit !== undefined) return unit;
  }
  for (const [fits, name] of rootUnits) if (fits.test(key)) return textUnit(own(root, name));
  return undefined;
}

/** Keys beside which a plain `unit` means theirs. */
const soleValue: ReadonlySet<string> = new Set(['value', 'val', 'v', 'state', 'reading', 'measurement']);

const textUnit = (value: unknown): string | undefined => (typeof value === 'string' ? unitFrom(value) : undefined);
const own = (record: Record<string, unknown>, key: string): unknown => (Object.hasOwn(record, key) ? record[key] : undefined);
const recordOf = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
