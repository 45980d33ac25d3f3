/** A template's placeholders filled, as a person would say them, and what they mean. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../../../demo/random.ts';
import { readCsv } from '../data.ts';
import { secondsOf } from '../match.ts';
import { singular } from '../pointing.ts';
import { pick } from './homes.ts';
import { PILES } from './names.ts';

export interface Filled {
  readonly brightness?: number;
  readonly colour?: string;
  readonly temperature?: number;
  readonly humidity?: number;
  readonly fanMode?: string;
  readonly hvacMode?: string;
  readonly item?: string;
  readonly seconds?: number;
}

export interface Words {
  readonly durations: readonly { readonly said: string; readonly seconds: number }[];
  readonly items: readonly string[];
}

export function readWords(folder: string): Words {
  return {
    durations: readCsv(join(folder, PILES, 'pile_of_durations.csv')).map(({ duration = '', name = '' }) => ({
      said: name.toLowerCase(),
      seconds: secondsOf(duration) ?? 0,
    })),
    items: readFileSync(join(folder, PILES, 'pile_of_todo_items.txt'), 'utf8')
      .split(/\r?\n/)
      .filter((line) => line.trim() !== ''),
  };
}

const COLOURS = [
  'red',
  'blue',
  'green',
  'yellow',
  'orange',
  'purple',
  'pink',
  'white',
  'turquoise',
  'violet',
  'cyan',
  'magenta',
  'gold',
  'lavender',
];
const FAN_MODES = ['auto', 'low', 'medium', 'high'];
const HVAC_MODES = ['heat', 'cool', 'auto', 'off', 'fan only', 'dry'];

/** @param names said for `<device_name>`, `<device_name1>`, … */
export function fill(template: string, names: readonly string[], words: Words, random: Random): { text: string; filled: Filled } {
  let text = template;
  const filled: { -readonly [K in keyof Filled]: Filled[K] } = {};
  for (const [i, name] of names.entries()) text = text.replace(`<device_name${i + 1}>`, name).replace('<device_name>', name);
  text = text.replace(/<(\w+)>/g, (whole, slot: string) => {
    switch (slot) {
      case 'brightness':
        filled.brightness = 5 * Math.round(random.between(1, 20));
        return String(filled.brightness);
      case 'color':
        filled.colour = pick(COLOURS, random) ?? 'red';
        return filled.colour;
      case 'temp_f':
        filled.temperature = Math.round(random.between(60, 80));
        return String(filled.temperature);
      case 'temp_c':
        filled.temperature = Math.round(random.between(15, 25));
        return String(filled.temperature);
      case 'humidity':
        filled.humidity = 5 * Math.round(random.between(5, 12));
        return String(filled.humidity);
      case 'fan_mode':
        filled.fanMode = pick(FAN_MODES, random) ?? 'auto';
        return filled.fanMode;
      case 'hvac_mode': {
        const mode = pick(HVAC_MODES, random) ?? 'heat';
        filled.hvacMode = mode.replace(' ', '_');
        return mode;
      }
      case 'todo':
        filled.item = (pick(words.items, random) ?? 'milk').toLowerCase();
        return filled.item;
      case 'duration': {
        const duration = pick(words.durations, random) ?? { said: 'ten minutes', seconds: 600 };
        filled.seconds = duration.seconds;
        return duration.said;
      }
      default:
        return whole;
    }
  });
  return { text: once(text), filled };
}

/** "The back door lock lock" is said once. */
export function once(text: string): string {
  const words = text.split(' ');
  const bare = (word: string | undefined): string => singular((word ?? '').toLowerCase().replaceAll(/[^a-z]/g, ''));
  return words.filter((word, i) => bare(word) === '' || bare(word) !== bare(words[i + 1]) || /[.,?!]$/.test(word)).join(' ');
}
