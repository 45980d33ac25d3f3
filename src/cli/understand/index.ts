/** `kinglet understand`: text commands against a described home. Nothing is published. */
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { openHome } from '../../adapters/home/index.ts';
import { ARTIFACTS, openLanguageModel, readMoods, readWords } from '../../adapters/onnx/index.ts';
import { overlayOf } from '../../agent/language/request.ts';
import { type Request, Understanding } from '../../agent/understanding.ts';
import { describe, fail, ok, type Result, timestamp } from '../../core/base/index.ts';

const USE = 'Use: kinglet understand --home HOME.yaml [--now ISO_TIME] [--place LAT,LON] < in.jsonl > out.jsonl';
const HELP = `${USE}

  --home HOME.yaml   the home: floors, areas, entities
  --now ISO_TIME     what time it is; now when absent
  --place LAT,LON    where the home is, for sunrise and sunset, in degrees; the daemon has language.place
  --rules            without the network, as the benches' baseline
  --models DIR       language.json and the model it names, instead of the shipped ones
`;
/** A longer line is no request. */
const MAX_LINE = 1_000_000;

interface Io {
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  readonly signal: AbortSignal;
}

export async function understandCommand(args: readonly string[], io: Io): Promise<number> {
  const refuse = (sentence: string): number => {
    io.stderr.write(`kinglet understand: ${sentence}\n`);
    return 2;
  };
  let values: {
    home?: string | undefined;
    now?: string | undefined;
    place?: string | undefined;
    rules?: boolean | undefined;
    models?: string | undefined;
    help?: boolean | undefined;
  };
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        home: { type: 'string' },
        now: { type: 'string' },
        place: { type: 'string' },
        rules: { type: 'boolean' },
        models: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }));
  } catch (error) {
    return refuse(`${error instanceof Error ? (error.message.split('\n')[0] ?? '').replace(/\.?$/, '.') : String(error)} ${USE}`);
  }
  if (values.help === true) {
    io.stdout.write(HELP);
    return 0;
  }
  if (values.home === undefined) return refuse(USE);
  const now = values.now === undefined ? undefined : Date.parse(values.now);
  if (now !== undefined && Number.isNaN(now))
    return refuse(`--now wants a time like 2026-03-01T18:30:00+01:00, not "${(values.now ?? '').slice(0, 40)}".`);
  const place = values.place === undefined ? undefined : placeOf(values.place);
  if (values.place !== undefined && place === undefined)
    return refuse(`--place wants degrees like 52.52,13.40, not "${values.place.slice(0, 40)}".`);
  const home = await openHome(values.home);
  if (!home.ok) return refuse(describe(home.fault));
  const folder = values.models ?? ARTIFACTS;
  const opened = values.rules === true ? undefined : await openLanguageModel({ folder });
  if (opened !== undefined && !opened.ok) return refuse(describe(opened.fault));
  const model = opened?.value.model;
  const understanding = new Understanding(home.value, {
    model,
    words: await readWords(),
    ...(opened?.ok === true ? { prototypes: await readMoods(opened.value.manifest.sha256, folder) } : {}),
    place,
    timezone: zoneOf(values.now) ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
  try {
    let number = 0;
    for await (const line of createInterface({ input: io.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (io.signal.aborted) return 1;
      number++;
      if (line.trim() === '') continue;
      const request = requestOf(line, number);
      if (!request.ok) return refuse(describe(request.fault));
      const from = performance.now();
      const { id, outcome, actions, refused, reply, confidence } = await understanding.ask(request.value, timestamp(now ?? Date.now()));
      const ms = Number((performance.now() - from).toFixed(3));
      io.stdout.write(
        `${JSON.stringify({ id, outcome, actions, ...(refused === undefined ? {} : { refused }), reply, confidence, ms })}\n`,
      );
    }
    return 0;
  } finally {
    await model?.[Symbol.asyncDispose]();
  }
}

/** One line of in.jsonl. */
function requestOf(line: string, number: number): Result<Request> {
  const wrong = (what: string): Result<never> => fail('request/line', `line ${number} of the input: ${what}`);
  if (line.length > MAX_LINE) return wrong('is too long.');
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return wrong('is not JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong('wants an object {"id","text"}.');
  const { id, text, area, conversation, state } = value as Record<string, unknown>;
  if (typeof text !== 'string') return wrong('"text" wants a text.');
  if (id !== undefined && typeof id !== 'string' && typeof id !== 'number') return wrong('"id" wants a text.');
  if (area !== undefined && area !== null && typeof area !== 'string') return wrong('"area" wants the id of an area.');
  if (conversation !== undefined && conversation !== null && typeof conversation !== 'string') return wrong('"conversation" wants a text.');
  if (state !== undefined && state !== null && (typeof state !== 'object' || Array.isArray(state)))
    return wrong('"state" wants {entity_id: {state?, attributes?}}.');
  return ok({
    id: (id ?? '') as string,
    text,
    ...(typeof area === 'string' ? { area } : {}),
    ...(typeof conversation === 'string' ? { conversation } : {}),
    ...(state === undefined || state === null ? {} : { state: overlayOf(state as Record<string, unknown>) }),
  });
}

/** "52.52,13.40": degrees north and east; undefined when it is none. */
function placeOf(text: string): { readonly latitude: number; readonly longitude: number } | undefined {
  const match = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(text);
  if (match === null) return undefined;
  const [latitude, longitude] = [Number(match[1]), Number(match[2])];
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : undefined;
}

/** "+01:00" of an ISO time as a time zone that Intl takes; undefined when it says none. */
function zoneOf(now: string | undefined): string | undefined {
  const zone = /(?:Z|[+-]\d{2}:?\d{2})$/.exec(now ?? '')?.[0];
  if (zone === undefined) return undefined;
  return zone === 'Z' ? 'UTC' : zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone;
}
