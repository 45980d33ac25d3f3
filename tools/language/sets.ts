/**
 * The licensed sets as sentences: what each label means here. Read where they lie, never copied. Evaluation-only sets and the halves that
 * are kept to judge by are not read.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { parse } from 'yaml';
import { isHeldOutHome, isHeldOutName } from '../../src/bench/language/heldout.ts';
import type { Intent } from '../../src/core/language/intent.ts';
import { type Part, parseTemplate } from './template.ts';

export const DATA = join(process.env['KINGLET_DATA'] ?? join(import.meta.dirname, '../../../shared/data'), 'language');
const read = (...path: string[]): string => (existsSync(join(DATA, ...path)) ? readFileSync(join(DATA, ...path), 'utf8') : '');

/** A sentence of a set: its intent (undefined: not known), whether it is for a home (undefined: not known). */
export interface SetSentence {
  readonly text: string;
  readonly intent?: Intent;
  readonly scope?: boolean;
}

/** Intents of CLINC that a home serves: not taken as foreign. */
const CLINC_HOME = new Set(
  'smart_home play_music next_song update_playlist change_volume timer todo_list todo_list_update shopping_list shopping_list_update reminder reminder_update time date weather alarm what_song change_speed cancel repeat yes no maybe goodbye greeting thank_you whisper_mode reset_settings'.split(
    ' ',
  ),
);
const CLINC: Readonly<Record<string, Intent>> = {
  play_music: 'search',
  next_song: 'next',
  time: 'ask_time',
  date: 'ask_date',
  weather: 'ask_weather',
  yes: 'yes',
  no: 'no',
  shopping_list: 'ask_list',
  todo_list: 'ask_list',
};

export function clinc(): SetSentence[] {
  const data = JSON.parse(read('clinc150', 'data_train_val.json') || '{}') as Record<string, [string, string][] | undefined>;
  return [...(data['train'] ?? []), ...(data['oos_train'] ?? [])].flatMap(([text, label]) => {
    if (!CLINC_HOME.has(label)) return [{ text, intent: 'other' as const, scope: false }];
    const intent = CLINC[label];
    return intent === undefined ? [] : [{ text, intent, scope: true }];
  });
}

const HWU: Readonly<Record<string, Intent | 'home' | 'skip'>> = {
  iot_hue_lightoff: 'off', iot_hue_lighton: 'on', iot_hue_lightup: 'raise', iot_hue_lightdim: 'lower', iot_hue_lightchange: 'set', iot_wemo_on: 'on', iot_wemo_off: 'off', iot_cleaning: 'clean', iot_coffee: 'start',
  play_music: 'search', play_radio: 'search', play_audiobook: 'search', play_podcasts: 'search', audio_volume_up: 'raise', audio_volume_down: 'lower', audio_volume_mute: 'mute', weather_query: 'ask_weather', datetime_query: 'home', lists_createoradd: 'home', lists_query: 'ask_list', lists_remove: 'home',
  general_affirm: 'skip', general_negate: 'skip', general_commandstop: 'skip', general_confirm: 'skip', general_dontcare: 'skip', general_explain: 'skip', general_repeat: 'skip', general_praise: 'skip', alarm_set: 'skip', alarm_query: 'skip', alarm_remove: 'skip', music_query: 'skip', music_likeness: 'skip', music_settings: 'skip',
}; // biome-ignore format: a table

export function hwu(): SetSentence[] {
  return read('hwu64', 'train.csv')
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const comma = line.lastIndexOf(',');
      if (comma < 0) return [];
      const text = line.slice(0, comma).replace(/^"|"$/g, '');
      const label = line.slice(comma + 1).trim();
      const meaning = HWU[label];
      if (meaning === 'skip') return [];
      if (meaning === 'home') return [{ text, scope: true }];
      if (meaning === undefined) return [{ text, intent: 'other' as const, scope: false }];
      // "dim to seven" sets; which of the two a sentence does is not labelled.
      const sets =
        (meaning === 'raise' || meaning === 'lower') &&
        /\b(?:to|at)\b|\d|percent|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|max|full|half)\b/.test(text);
      const dark = meaning === 'set' && !/colou?r|red|blue|green|yellow|pink|purple|white|orange/.test(text);
      return [sets || dark ? { text, scope: true } : { text, intent: meaning, scope: true }];
    });
}

export function snips(): SetSentence[] {
  const folder = join(DATA, 'snips', '2017-06-custom-intent-engines');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((d) => d.isDirectory())
    .flatMap(({ name }) => {
      const rows = JSON.parse(readFileSync(join(folder, name, `train_${name}.json`), 'utf8')) as Record<
        string,
        { data: { text: string }[] }[]
      >;
      const meaning: Pick<SetSentence, 'intent' | 'scope'> =
        name === 'PlayMusic'
          ? { intent: 'search', scope: true }
          : name === 'GetWeather'
            ? { intent: 'ask_weather', scope: true }
            : { intent: 'other', scope: false };
      return (rows[name] ?? []).map(({ data }) => ({
        text: data
          .map(({ text }) => text)
          .join('')
          .trim(),
        ...meaning,
      }));
    });
}

/** Sentences to devices in homes that are not held out: for a home; what they want is for the rules to say. */
export function deviceActions(): SetSentence[] {
  const folder = join(DATA, 'ha-datasets', 'datasets', 'device-actions-v2-fixtures');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((home) => !isHeldOutHome(home))
    .flatMap((home) =>
      readdirSync(join(folder, home))
        .filter((f) => f.endsWith('.yaml') && f !== '_fixtures.yaml')
        .flatMap((file) => {
          const { tests } = parse(readFileSync(join(folder, home, file), 'utf8')) as { tests: { sentences: string[] }[] };
          return tests.flatMap(({ sentences }) => sentences.filter((s) => !s.includes('[')).map((text) => ({ text, scope: true })));
        }),
    );
}

/** A template of a set, in our marks. */
export interface SetTemplate {
  readonly part: Part;
  readonly intent: Intent;
}

const SERVICE: Readonly<Record<string, Intent>> = {
  turn_on: 'on', turn_off: 'off', toggle: 'toggle', open_cover: 'open', close_cover: 'close', stop_cover: 'stop', lock: 'lock', unlock: 'unlock', start: 'start', stop: 'stop', pause: 'pause', return_to_base: 'dock', set_temperature: 'set', set_humidity: 'set', set_fan_mode: 'set', set_hvac_mode: 'set', set_preset_mode: 'set', increase_speed: 'raise', decrease_speed: 'lower', volume_up: 'raise', volume_down: 'lower', volume_mute: 'mute', media_play: 'play', media_pause: 'pause', media_stop: 'stop', media_next_track: 'next', media_previous_track: 'previous', play_media: 'search', add_item: 'todo_add', media_play_pause: 'toggle',
}; // biome-ignore format: a table
const PLACEHOLDER: Readonly<Record<string, string>> = {
  brightness: '{percent}',
  color: '{color}',
  temp_f: '{degrees}',
  temp_c: '{degrees}',
  temperature: '{degrees}',
  humidity: '{humidity}',
  hvac_mode: '{hvac_mode}',
  fan_mode: '{fan_mode}',
  duration: '{duration}',
  todo: '{item}',
  media: '{song}',
  preset_mode: '{preset}',
  volume: '{volume}',
  position: '{position}',
  speed: '{speed}',
};
const TYPE: Readonly<Record<string, string>> = {
  light: 'light',
  switch: 'switch',
  fan: 'fan',
  blinds: 'cover',
  garage_door: 'garage',
  climate: 'climate',
  lock: 'lock',
  media_player: 'media',
  vacuum: 'vacuum',
  todo: 'todo',
  timer: 'timer_name',
};

/** Templated phrasings of home-llm, one device each. */
export function homeLlm(): SetTemplate[] {
  return csv(read('home-llm', 'data', 'piles', 'english', 'pile_of_templated_actions.csv')).flatMap(
    ([type = '', service = '', phrase = '']) => {
      const slot = TYPE[type];
      let intent = SERVICE[service];
      if (type === 'timer')
        intent = ({ start: 'timer_start', cancel: 'timer_cancel', pause: 'timer_pause' } as Record<string, Intent>)[service];
      if (type === 'light' && service === 'turn_on' && /<(?:brightness|color)>/.test(phrase)) intent = 'set';
      if (slot === undefined || intent === undefined) return [];
      return templateOf(phrase.replaceAll('<device_name>', `{${slot}}`), intent);
    },
  );
}

function templateOf(phrase: string, intent: Intent): SetTemplate[] {
  const text = phrase
    .replace(/<([a-z_]+)>/g, (_, name: string) => PLACEHOLDER[name] ?? '?')
    .replace(/[()|;[\]]/g, ' ')
    .toLowerCase();
  if (text.includes('?') && /\?/.test(text.replace(/\?$/, ''))) return [];
  try {
    return [{ part: parseTemplate(text), intent }];
  } catch {
    return [];
  }
}

export function deviceNames(): ReadonlyMap<string, readonly string[]> {
  const out = new Map<string, string[]>();
  for (const [id = '', name = ''] of csv(read('home-llm', 'data', 'piles', 'english', 'pile_of_device_names.csv'))) {
    const domain = { blinds: 'cover', garage_door: 'cover' }[id.split('.')[0] as 'blinds'] ?? (id.split('.')[0] as string);
    // Half of the names is kept for the bench: names the network has never met.
    if (!isHeldOutName(id)) out.set(domain, [...(out.get(domain) ?? []), name]);
  }
  return out;
}

/** Status requests of home-llm: questions of state. */
export function homeLlmStatus(): SetTemplate[] {
  return csv(read('home-llm', 'data', 'piles', 'english', 'pile_of_status_requests.csv')).flatMap(([type = '', , phrase = '']) => {
    const slot = TYPE[type];
    return slot === undefined ? [] : templateOf(phrase.replaceAll('<device_name>', `{${slot}}`), 'ask_state');
  });
}

const HASS: Readonly<Record<string, Intent>> = {
  HassTurnOn: 'on', HassTurnOff: 'off', HassLightSet: 'set', HassSetPosition: 'set', HassClimateSetTemperature: 'set', HassFanSetSpeed: 'set', HassSetVolume: 'set', HassMediaNext: 'next', HassMediaPrevious: 'previous', HassMediaPause: 'pause', HassMediaUnpause: 'play', HassMediaPlayerMute: 'mute', HassMediaPlayerUnmute: 'unmute', HassMediaSearchAndPlay: 'search', HassVacuumStart: 'start', HassVacuumReturnToBase: 'dock', HassVacuumCleanArea: 'clean', HassLawnMowerDock: 'dock', HassLawnMowerStartMowing: 'start', HassListAddItem: 'todo_add', HassListCompleteItem: 'todo_complete', HassListRemoveItem: 'todo_remove', HassShoppingListAddItem: 'todo_add', HassShoppingListCompleteItem: 'todo_complete', HassStartTimer: 'timer_start', HassCancelTimer: 'timer_cancel', HassCancelAllTimers: 'timer_cancel', HassIncreaseTimer: 'timer_more', HassDecreaseTimer: 'timer_less', HassPauseTimer: 'timer_pause', HassUnpauseTimer: 'timer_resume', HassTimerStatus: 'timer_left', HassBroadcast: 'announce', HassGetCurrentTime: 'ask_time', HassGetCurrentDate: 'ask_date', HassGetWeather: 'ask_weather', HassNevermind: 'nevermind', HassClimateGetTemperature: 'ask_state', HassGetState: 'ask_state',
}; // biome-ignore format: a table
const HASS_SLOT: Readonly<Record<string, string>> = {
  name: 'device',
  area: 'area',
  floor: 'floor',
  brightness: 'percent',
  brightness_level: 'percent',
  color: 'color',
  color_temperature: 'kelvin',
  color_temperature_names: 'white',
  temperature: 'degrees',
  position: 'position',
  volume: 'volume',
  volume_step: 'amount',
  volume_step_up: 'amount',
  volume_step_down: 'amount',
  fan_speed: 'percent',
  item: 'item',
  todo_list_item: 'item',
  shopping_list_item: 'item',
  timer_name: 'timer_name',
  message: 'message',
  search_query: 'song',
  percentage: 'percent',
  timer_seconds: 'number',
  timer_minutes: 'number',
  timer_hours: 'number',
};

/** Home Assistant's sentence templates (not its tests), with their rules. */
export function hassil(): { readonly templates: readonly SetTemplate[]; readonly rules: ReadonlyMap<string, Part> } {
  const root = join(DATA, 'ha-intents-en');
  const rules = new Map<string, Part>();
  if (!existsSync(root)) return { templates: [], rules };
  const marks = (text: string): string =>
    text.replace(/\{([a-z_]+)(?::[a-z_]+)?\}/g, (_, name: string) => `{${HASS_SLOT[name] ?? `unknown_${name}`}}`).replace(/\[ \]/g, '[ ]');
  const parsed = (text: string): Part | undefined => {
    try {
      return parseTemplate(marks(text));
    } catch {
      return undefined;
    }
  };
  for (const file of readdirSync(join(root, 'rules', 'en'))) {
    const { expansion_rules: own = {} } = parse(readFileSync(join(root, 'rules', 'en', file), 'utf8')) as {
      expansion_rules?: Record<string, string>;
    };
    for (const [name, text] of Object.entries(own)) {
      const part = parsed(text);
      if (part !== undefined) rules.set(name, part);
    }
  }
  const templates: SetTemplate[] = [];
  const folder = join(root, 'sentences', 'en');
  for (const dir of readdirSync(folder, { withFileTypes: true }).filter((d) => d.isDirectory())) {
    for (const file of readdirSync(join(folder, dir.name))) {
      const { data = [] } = parse(readFileSync(join(folder, dir.name, file), 'utf8')) as { data?: { sentences: string[] }[] };
      const kind = file.replace('.yaml', '');
      for (const { sentences } of data)
        for (const text of sentences) {
          const part = parsed(text);
          const intent = hassIntent(dir.name, kind, text);
          if (part !== undefined && intent !== undefined) templates.push({ part, intent });
        }
    }
  }
  return { templates, rules };
}

function hassIntent(name: string, kind: string, text: string): Intent | undefined {
  if (name === 'HassTurnOn' && /cover/.test(kind)) return 'open';
  if (name === 'HassTurnOff' && /cover/.test(kind)) return 'close';
  if ((name === 'HassTurnOn' || name === 'HassTurnOff') && /scene|script/.test(kind)) return 'activate';
  if ((name === 'HassTurnOn' || name === 'HassTurnOff') && /lock|open|close/.test(text)) return undefined;
  if (name === 'HassSetVolumeRelative') return undefined;
  if (name === 'HassGetState')
    return /how many/.test(text)
      ? 'ask_count'
      : /<any>|<are_any>/.test(text)
        ? 'ask_any'
        : /<are_all>/.test(text)
          ? 'ask_all'
          : /<which>/.test(text)
            ? 'ask_which'
            : /<where_is>/.test(text)
              ? 'ask_where'
              : 'ask_state';
  return HASS[name];
}

/** Comma-separated values with quotes; the header line is left out. */
function csv(text: string): string[][] {
  return text
    .split('\n')
    .slice(1)
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const cells: string[] = [];
      let cell = '';
      let quoted = false;
      for (let i = 0; i < line.length; i++) {
        const c = line[i] as string;
        if (c === '"') quoted = !quoted;
        else if (c === ',' && !quoted) {
          cells.push(cell);
          cell = '';
        } else cell += c;
      }
      cells.push(cell.trim());
      return cells;
    });
}
