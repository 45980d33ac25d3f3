/** What is wrong with an answer, in words; nothing when it is what was wanted. */
import type { Action, Answer, Json } from '../../../../src/core/domain/home.ts';
import type { Wanted, WantedAction } from './read.ts';

const seconds = (value: Json | undefined): Json | undefined =>
  typeof value === 'string' && /^-?\d+(:\d+){1,2}$/.test(value)
    ? value.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
    : value;

/** "20..22" is a range, "~word" is a part of the text, "*" is anything. */
function fits(wanted: Json | undefined, got: Json | undefined): boolean {
  if (typeof wanted === 'string') {
    const range = /^(-?[\d.]+?)\.\.(-?[\d.]+)$/.exec(wanted);
    if (range !== null) return typeof got === 'number' && got >= Number(range[1]) && got <= Number(range[2]);
    if (wanted === '*') return got !== undefined;
    if (wanted.startsWith('~')) return typeof got === 'string' && loose(got).includes(loose(wanted.slice(1)));
    if (typeof got === 'string') return wanted.toLowerCase() === got.toLowerCase();
  }
  if (typeof wanted === 'number' && typeof got === 'number') return Math.abs(wanted - got) < 1e-6;
  return JSON.stringify(wanted) === JSON.stringify(got);
}
const loose = (text: string): string =>
  text
    .toLowerCase()
    .replace(/\b(?:the|a|an|my|please)\b/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** What the interface leaves open. */
const OPTIONAL = new Set(['media_content_type']);

function isWanted(action: Action, wanted: WantedAction): boolean {
  if (action.entity !== wanted.entity || action.service !== wanted.service) return false;
  const keys = new Set([...Object.keys(action.data), ...Object.keys(wanted.data)]);
  return [...keys].every((key) => {
    if (!(key in wanted.data) && OPTIONAL.has(key)) return true;
    return key === 'duration' ? fits(seconds(wanted.data[key]), seconds(action.data[key])) : fits(wanted.data[key], action.data[key]);
  });
}

/** "light.hall", "light.*", "climate.* turn_off", with | between alternatives. */
const matches = ({ entity, service }: Action, patterns: string): boolean =>
  patterns.split('|').some((pattern) => {
    const [id = '', call] = pattern.split(' ');
    const named = id.endsWith('*') ? entity.startsWith(id.slice(0, -1)) : entity === id;
    return named && (call === undefined || service.endsWith(`.${call}`));
  });

const show = ({ entity, service, data }: Action | WantedAction): string =>
  `${entity} ${service}${Object.keys(data).length === 0 ? '' : ` ${JSON.stringify(data)}`}`;

const said = (reply: string, text: string): boolean =>
  text.split('|').some((part) => reply.toLowerCase().replaceAll('’', "'").includes(part.toLowerCase()));

function wrongWith(answer: Answer, wanted: Wanted): string[] {
  const wrong: string[] = [];
  if (!wanted.outcome.includes(answer.outcome)) wrong.push(`outcome ${answer.outcome}, not ${wanted.outcome.join(' or ')}`);
  const left = [...answer.actions];
  const carries = wanted.outcome.some((o) => o === 'act' || o === 'confirm');
  for (const action of carries ? wanted.actions : []) {
    const at = left.findIndex((done) => isWanted(done, action));
    if (at < 0) wrong.push(`not done: ${show(action)}`);
    else left.splice(at, 1);
  }
  for (const pattern of wanted.some) if (!left.some((action) => matches(action, pattern))) wrong.push(`not done: ${pattern}`);
  const may = [...wanted.may, ...wanted.some];
  for (const action of left) if (!may.some((pattern) => matches(action, pattern))) wrong.push(`done unasked: ${show(action)}`);
  const reasons = (answer.refused ?? []).map(({ reason }) => reason as string).toSorted();
  const asked = wanted.refused === undefined && answer.outcome === 'ask' && reasons.every((reason) => reason === 'ambiguous');
  if (!asked && reasons.join() !== [...(wanted.refused ?? [])].toSorted().join())
    wrong.push(`refused [${reasons.join(', ')}], not [${(wanted.refused ?? []).join(', ')}]`);
  for (const text of wanted.reply) if (!said(answer.reply, text)) wrong.push(`reply without "${text}": ${answer.reply}`);
  for (const text of wanted.unsaid) if (said(answer.reply, text)) wrong.push(`reply with "${text}": ${answer.reply}`);
  return wrong;
}

/** What holds of every answer. */
function always({ outcome, actions, reply, confidence }: Answer): string[] {
  return [
    ...(['refuse', 'ask', 'answer'].includes(outcome) && actions.length > 0 ? [`actions with ${outcome}`] : []),
    ...(reply.trim() === '' ? ['no reply'] : []),
    ...(confidence >= 0 && confidence <= 1 ? [] : [`confidence ${confidence}`]),
  ];
}

/** Of several wanted answers, the one it comes nearest to. */
export function judge(answer: Answer, wanted: readonly Wanted[]): string[] {
  const all = wanted.map((one) => [...wrongWith(answer, one), ...always(answer)]);
  return all.toSorted((a, b) => a.length - b.length)[0] ?? [];
}
