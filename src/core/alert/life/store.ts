/** Alerts and announced maintenance as they are kept: plain JSON, one text each. Whoever edited the file by hand is believed only so far. */
import { isRecord, isTime, parsedJson, type Timestamp, timestamp } from '../../base/index.ts';
import type { Alert, DeviceId, Severity } from '../../domain/index.ts';
import type { Life } from './life.ts';
import type { Once } from './windows.ts';

/** An alert, what people made of it, and what it is called in a sentence. */
export interface KeptAlert {
  readonly alert: Alert;
  readonly life: Life;
  readonly called: string;
}

/** Longest text that is read. */
const LONGEST = 64_000;
const NAME = 250;

export const writeAlert = (kept: KeptAlert): string => JSON.stringify(kept);
export const writeOnce = (window: Once): string => JSON.stringify(window);
/** Under which maintenance is kept: one for each thing. */
export const onceKey = ({ scope: { device, area } }: Once): string =>
  device !== undefined ? `device ${device}` : area !== undefined ? `area ${area}` : 'all';

export function readAlert(text: string): KeptAlert | undefined {
  const value = parsed(text);
  if (!isRecord(value)) return undefined;
  const { alert, life: lived, called } = value;
  if (!isRecord(alert) || !isRecord(lived) || !isName(called)) return undefined;
  const life = lifeOf(lived);
  if (life === undefined || !isAlert(alert) || alert['id'] !== life.id) return undefined;
  // NaN and infinities are null in JSON; what an alert's numbers were matters to nobody who only reads its sentence.
  return { alert: alert as unknown as Alert, life, called };
}

export function readOnce(text: string): Once | undefined {
  const value = parsed(text);
  if (!isRecord(value)) return undefined;
  const { scope, from, until, called } = value;
  if (!isRecord(scope) || !isTime(from) || !isTime(until) || !isName(called)) return undefined;
  const { device, area } = scope;
  if (!(device === undefined || isName(device)) || !(area === undefined || isName(area))) return undefined;
  return {
    scope: { ...(device === undefined ? {} : { device }), ...(area === undefined ? {} : { area }) },
    from: timestamp(from),
    until: timestamp(until),
    called,
  };
}

function lifeOf({
  id,
  device,
  area,
  severity,
  told,
  loud,
  over,
  acknowledged,
  snoozed,
  held,
  escalated,
}: Readonly<Record<string, unknown>>): Life | undefined {
  if (!isName(id) || !isName(device) || !isSeverity(severity)) return undefined;
  const time = <K extends string>(key: K, value: unknown): { readonly [key in K]?: Timestamp } =>
    isTime(value) ? ({ [key]: timestamp(value) } as { readonly [key in K]: Timestamp }) : {};
  return {
    id,
    device: device as DeviceId,
    ...(isName(area) ? { area } : {}),
    severity,
    ...time('told', told),
    ...time('loud', loud),
    ...time('acknowledged', acknowledged),
    ...time('snoozed', snoozed),
    ...(held === 'quiet' || held === 'maintenance' ? { held } : {}),
    ...(typeof escalated === 'number' && Number.isSafeInteger(escalated) && escalated > 0 ? { escalated } : {}),
    ...(over === true ? { over } : {}),
  };
}

function parsed(text: string): unknown {
  return text.length > LONGEST ? undefined : parsedJson(text);
}

const isName = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= NAME;
const isSeverity = (value: unknown): value is Severity => value === 'notice' || value === 'warning' || value === 'critical';
const isAlert = (value: Readonly<Record<string, unknown>>): boolean =>
  ['id', 'sensor', 'device', 'pattern', 'text'].every((key) => typeof value[key] === 'string') &&
  isTime(value['opened']) &&
  isTime(value['since']) &&
  isSeverity(value['severity']) &&
  isRecord(value['expected']) &&
  isListOf(value['sensors'], ['id', 'name']) &&
  isListOf(value['causes'], ['cause']);
const isListOf = (value: unknown, keys: readonly string[]): boolean =>
  Array.isArray(value) && value.every((one: unknown) => isRecord(one) && keys.every((key) => typeof one[key] === 'string'));
