/**
 * A mood as goals over what a room can do, whatever devices it has. Goals name no device: `devices.ts` finds those that can.
 *
 * What goals cannot say, moods cannot do: nothing unlocks, nothing opens a way in, nothing starts a machine or lets water run.
 */

export type Goal =
  /** Lights: to a level (percent), by points from what they are now, off, or on as they are. */
  | {
      readonly kind: 'light';
      readonly level?: number;
      readonly by?: number;
      readonly off?: true;
      /** White by its warmth, where a lamp has it. */
      readonly kelvin?: number;
      /** A CSS colour, where a lamp has colours; the white above elsewhere. */
      readonly colour?: string;
      /** Only those that are on; all of the room by default. */
      readonly only?: 'lit';
    }
  /** Room temperature, in kelvin of difference from the present target; stays within 16 to 24 °C. */
  | { readonly kind: 'temperature'; readonly by: number }
  /** A target in °C, only where the present one is further from it in that direction: saving, nights, absence. */
  | { readonly kind: 'atMost' | 'atLeast'; readonly celsius: number }
  | { readonly kind: 'heating'; readonly to: 'off' }
  /** Curtains, blinds, shades, shutters: never doors, gates, garage doors. Part of the way in percent open. */
  | { readonly kind: 'covers'; readonly to: 'open' | 'close' | number }
  /** Awnings come in before wind. */
  | { readonly kind: 'awnings'; readonly to: 'close' }
  /** `faster`: on where they are off. */
  | { readonly kind: 'fans'; readonly to: 'on' | 'off' | 'slower' | 'faster' }
  | { readonly kind: 'purifiers'; readonly to: 'faster' }
  | { readonly kind: 'humidity'; readonly to: 'more' | 'less' }
  /** Players: music on speakers, everything else on all. */
  | {
      readonly kind: 'music';
      readonly to: 'play' | 'pause' | 'louder' | 'quieter' | number /** It was named: one that is on counts, too. */;
      readonly named?: true;
    }
  | { readonly kind: 'media'; readonly to: 'off' | 'pause' }
  | { readonly kind: 'locks'; readonly to: 'lock' }
  /** Garage doors, gates, doors: closed, never opened. */
  | { readonly kind: 'ways'; readonly to: 'close' }
  | { readonly kind: 'alarm'; readonly to: 'away' | 'night' }
  /** Robots clean; never mowers. */
  | { readonly kind: 'vacuums'; readonly to: 'start' | 'dock' }
  /** Lamps of the garden, fairy lights, trees: lights and plugs whose name says decoration. */
  | { readonly kind: 'decoration'; readonly to: 'on' };

export interface Mood {
  /** The prototype's id: the grammar's group. */
  readonly id: string;
  /** Goes before what was done: "Movie time". */
  readonly said: string;
  /** Where: the room one is in or speaks of, or the whole house. */
  readonly reach: 'area' | 'house';
  readonly goals: readonly Goal[];
  /** Besides, in the room one is in. */
  readonly here?: readonly Goal[];
  /** Areas it is about when none is named, by words of their names: cooking is done in the kitchen. */
  readonly places?: readonly string[];
  /** Names of scenes and scripts that are this mood, words only, without "scene", "mode", "time". */
  readonly names: readonly string[];
}
