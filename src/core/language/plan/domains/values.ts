/** Numbers, choices and texts that stand for themselves, and counters. https://www.home-assistant.io/integrations/number/ and so on */
import type { Deed } from '../../deed.ts';
import { finite, number, rangeOf, text, texts } from '../attributes.ts';
import { option } from '../options.ts';
import { level, type Range, span, tidy } from '../range.ts';
import { act, actWith, cannot, type Domain, lacks, outside } from '../result.ts';
import { wanted } from '../want.ts';

const changes = (deed: Deed): boolean => deed.intent === 'set' || deed.intent === 'raise' || deed.intent === 'lower';

/** number, input_number: the state is the value. A share of a range needs one; its name ("value", "setpoint") does not matter. */
export const numeric: Domain = {
  plan(deed, entity) {
    if (!changes(deed)) return lacks(undefined);
    const step = number(entity, 'step');
    const open: Range = { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY, unit: text(entity, 'unit_of_measurement') ?? '' };
    const range = { ...rangeOf(entity, 'min', 'max', open), ...(step === undefined || step <= 0 ? {} : { step }) };
    const bounded = Number.isFinite(range.min) && Number.isFinite(range.max);
    const timed: Deed =
      deed.value === undefined && deed.change === undefined && deed.duration !== undefined
        ? { ...deed, value: { kind: 'number', number: deed.duration, unit: 's' } }
        : deed;
    const want = wanted(timed);
    if (want !== undefined && !bounded && 'value' in want && want.value.kind !== 'number') return cannot('it needs a number');
    const now = finite(entity.state) ?? (bounded ? (range.min + range.max) / 2 : undefined);
    if (now === undefined && want !== undefined && 'change' in want) return cannot('its present value is not known');
    const width = bounded ? range.max - range.min : 100;
    const some = (share: number): number => Math.max(step ?? 0, tidy(width * share));
    return actWith(entity, 'set_value', 'value', level(timed, now ?? 0, range, { little: some(0.05), some: some(0.1), much: some(0.3) }));
  },
};

/** select, input_select: the state is the option. */
export const selecting: Domain = {
  plan(deed, entity) {
    const options = texts(entity, 'options');
    if (deed.intent === 'next' || deed.intent === 'previous')
      return act(entity, deed.intent === 'next' ? 'select_next' : 'select_previous');
    if (!changes(deed) && deed.intent !== 'activate' && deed.intent !== 'on') return lacks(undefined);
    const said: Deed =
      deed.value === undefined && deed.content !== undefined ? { ...deed, value: { kind: 'word', word: deed.content } } : deed;
    return options.length === 0 ? lacks('options') : actWith(entity, 'select_option', 'option', option(said, entity.state, options));
  },
};

/** text, input_text. */
export const texting: Domain = {
  plan(deed, entity) {
    if (deed.intent !== 'set') return lacks(undefined);
    const { value, content } = deed;
    const said =
      content ??
      (value?.kind === 'word'
        ? value.word
        : value?.kind === 'number'
          ? String(value.number)
          : value?.kind === 'colour'
            ? value.name
            : undefined);
    if (said === undefined) return cannot('it needs a text');
    const max = number(entity, 'max') ?? 255;
    const min = number(entity, 'min') ?? 0;
    if (said.length > max || said.length < min) return outside(`it takes ${min} to ${max} characters`);
    return act(entity, 'set_value', { value: said });
  },
};

export const counter: Domain = {
  plan(deed, entity) {
    if (deed.intent === 'raise' || deed.intent === 'lower') {
      if (deed.value === undefined && (deed.change?.amount ?? 1) === 1)
        return act(entity, deed.intent === 'raise' ? 'increment' : 'decrement');
    }
    if (!changes(deed)) return lacks(undefined);
    const open = { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY, unit: '' };
    const range = rangeOf(entity, 'minimum', 'maximum', open);
    if (deed.value !== undefined && deed.value.kind !== 'number') return cannot(`it needs a number; ${span(range)}`);
    return actWith(
      entity,
      'set_value',
      'value',
      level(deed, finite(entity.state) ?? 0, { ...range, step: 1 }, { little: 1, some: 1, much: 5 }),
    );
  },
};
