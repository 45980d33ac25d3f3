/** Water heaters and humidifiers. https://www.home-assistant.io/integrations/water_heater/ and /humidifier/ */
import type { Entity } from '../../../domain/home.ts';
import type { Deed } from '../../deed.ts';
import { can, has, number, rangeOf, text, texts } from '../attributes.ts';
import { commandsOf } from '../commands.ts';
import { WATER_HEATER } from '../features.ts';
import { option } from '../options.ts';
import { level } from '../range.ts';
import { act, actWith, cannot, type Domain, lacks, type Planned } from '../result.ts';
import { setTemperature } from '../temperature.ts';
import { wanted } from '../want.ts';
import { fold } from '../words.ts';

const switched = (deed: Deed, entity: Entity): Planned | undefined => {
  if (['on', 'start', 'activate'].includes(deed.intent)) return act(entity, 'turn_on');
  if (['off', 'stop'].includes(deed.intent)) return act(entity, 'turn_off');
  return ['set', 'raise', 'lower'].includes(deed.intent) ? undefined : lacks(undefined);
};

const chosen = (deed: Deed, entity: Entity, list: string, current: string | undefined, service: string, field: string): Planned => {
  const options = texts(entity, list);
  return options.length === 0 ? lacks('mode') : actWith(entity, service, field, option(deed, current, options));
};

export const waterHeater: Domain = {
  usual: ({ value }) => (value?.kind === 'word' ? 'mode' : 'temperature'),
  plan(deed, entity) {
    const done = switched(deed, entity);
    if (done !== undefined) return done;
    switch (deed.attribute) {
      case 'temperature':
      case 'setpoint':
      case 'heat':
        return setTemperature(deed, entity);
      case 'mode':
      case 'preset':
        return chosen(
          deed,
          entity,
          'operation_list',
          text(entity, 'operation_mode') ?? entity.state,
          'set_operation_mode',
          'operation_mode',
        );
      case 'away':
      case 'away_mode': {
        if (!(can(entity, WATER_HEATER.awayMode) ?? has(entity, 'away_mode'))) return lacks('away mode');
        const off = deed.value?.kind === 'word' && fold(deed.value.word) === 'off';
        return act(entity, 'set_away_mode', { away_mode: !off });
      }
      default:
        return lacks(deed.attribute);
    }
  },
};

/** A humidifier has a target unless it says what it has instead: a command of its own that takes a number. */
const hasTarget = (entity: Entity): boolean =>
  has(entity, 'humidity', 'min_humidity', 'max_humidity') || !commandsOf(entity).some((c) => c.parameters.some((p) => p.kind === 'number'));

export const humidifier: Domain = {
  usual: ({ value }) => (value?.kind === 'word' ? 'mode' : 'humidity'),
  plan(deed, entity) {
    const done = switched(deed, entity);
    if (done !== undefined) return done;
    switch (deed.attribute) {
      case 'humidity': {
        if (!hasTarget(entity)) return lacks('humidity');
        const range = rangeOf(entity, 'min_humidity', 'max_humidity', { min: 0, max: 100, unit: '%', step: 1 });
        const now = number(entity, 'humidity', 'current_humidity');
        const want = wanted(deed);
        if (now === undefined && want !== undefined && 'change' in want) return cannot('its present value is not known');
        return actWith(entity, 'set_humidity', 'humidity', level(deed, now ?? 50, range, { little: 5, some: 10, much: 20 }));
      }
      case 'mode':
      case 'preset':
        return chosen(deed, entity, 'available_modes', text(entity, 'mode'), 'set_mode', 'mode');
      default:
        return lacks(deed.attribute);
    }
  },
};
