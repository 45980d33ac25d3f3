/**
 * Actuators as entities of the home, with Home Assistant's services and attributes; and what those services are to johnny-five.
 *
 *     cover.set_cover_position {position: 50} ─► Servo.to(45) ─► state open, current_position 50
 */
import { fail, ok, type Result } from '../../../core/base/index.ts';
import type { Action, Attributes } from '../../../core/domain/home.ts';
import type { PartOptions } from '../options.ts';
import type { Call } from './protocol.ts';

export type Domain = NonNullable<PartOptions['as']>;

/** How an actuator is. `share`: how far it is open, how bright, how fast, 0..100; undefined where nobody has told it yet. */
export interface State {
  readonly on: boolean;
  readonly share: number | undefined;
}
/** What johnny-five is to do, and how the actuator is then. */
export interface Deed {
  readonly call: Call;
  readonly after: State;
}

const call = (method: Call['method'], ...args: readonly number[]): Call => ({ method, args });

/** `dims`: whether the strength of a lamp can be set. */
export function deedOf(part: PartOptions, domain: Domain, { service, data }: Action, now: State, dims: boolean): Result<Deed> {
  const verb = service.slice(service.indexOf('.') + 1);
  const share = shareOf(verb, data, now);
  if (share === undefined) return fail('board/cannot', `${part.name} cannot do ${service}.`);
  if (!(share >= 0 && share <= 100)) return fail('board/cannot', `${part.name} cannot be set to ${share} %.`);
  const partly = share > 0 && share < 100;
  switch (part.class) {
    case 'Relay':
      return partly ? cannot(part) : ok({ call: call(share > 0 ? 'close' : 'open'), after: { on: share > 0, share } });
    case 'Led':
      if (partly && !dims) return cannot(part);
      return ok({
        call:
          share === 0 ? call('off') : dims && domain === 'light' ? call('brightness', Math.max(1, Math.round(2.55 * share))) : call('on'),
        after: { on: share > 0, share },
      });
    case 'Motor':
      return ok({ call: share === 0 ? call('stop') : call('start', speedOf(part, share)), after: { on: share > 0, share } });
    case 'Servo':
      return ok({ call: call('to', angleOf(part, share)), after: { on: share > 0, share } });
    default:
      throw new Error(`${part.class} is no actuator`);
  }
}

const cannot = (part: PartOptions) => fail('board/cannot', `${part.name} can only be on or off.`);

/** What a service asks for, 0..100; undefined for one that is none here. Without a number a thing that is off goes on as it was last. */
function shareOf(verb: string, data: Action['data'], now: State): number | undefined {
  switch (verb) {
    case 'turn_off':
    case 'close_cover':
    case 'close_valve':
      return 0;
    case 'open_cover':
    case 'open_valve':
      return 100;
    case 'toggle':
      return now.on ? 0 : 100;
    case 'turn_on':
    case 'set_percentage':
    case 'set_cover_position':
    case 'set_valve_position':
      break;
    default:
      return undefined;
  }
  const given = data['position'] ?? data['percentage'] ?? data['brightness_pct'];
  if (typeof given === 'number') return given;
  if (typeof data['brightness'] === 'number') return data['brightness'] / 2.55;
  if (Object.keys(data).length > 0 || verb !== 'turn_on') return undefined;
  return now.on && now.share !== undefined ? now.share : 100;
}

/** Servo's own `range`, in degrees. */
function angleOf({ options }: PartOptions, share: number): number {
  const range = options['range'];
  const [from, to] = Array.isArray(range) && range.length === 2 ? range.map(Number) : [0, 180];
  return Math.round((from ?? 0) + (((to ?? 180) - (from ?? 0)) * share) / 100);
}

/** Motor's own `threshold`: below it johnny-five lets it stand. */
function speedOf({ options }: PartOptions, share: number): number {
  const threshold = typeof options['threshold'] === 'number' ? options['threshold'] : 30;
  return Math.min(255, Math.max(threshold, Math.round(2.55 * share)));
}

/** As Home Assistant writes the state of such an entity. */
export function stateOf(domain: Domain, state: State | undefined): string {
  if (state === undefined) return 'unavailable';
  if (domain === 'cover' || domain === 'valve') return state.share === undefined ? 'unknown' : state.on ? 'open' : 'closed';
  return state.on ? 'on' : 'off';
}

/** What it can do, and how it is, in Home Assistant's attributes. */
export function attributesOf(part: PartOptions, domain: Domain, state: State | undefined, dims: boolean): Attributes {
  const share = state?.share;
  switch (domain) {
    case 'light':
      if (!dims) return { supported_color_modes: ['onoff'] };
      return {
        supported_color_modes: ['brightness'],
        ...(state?.on && share !== undefined ? { brightness: Math.round(2.55 * share) } : {}),
      };
    case 'fan':
      // SET_SPEED 1, TURN_OFF 16, TURN_ON 32.
      return part.class === 'Motor'
        ? { supported_features: 49, ...(share === undefined ? {} : { percentage: share }) }
        : { supported_features: 48 };
    case 'cover':
    case 'valve':
      // OPEN 1, CLOSE 2, SET_POSITION 4.
      return part.class === 'Servo'
        ? { supported_features: 7, ...(share === undefined ? {} : { current_position: share }) }
        : { supported_features: 3 };
    default:
      return {};
  }
}
