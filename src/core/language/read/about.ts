/**
 * What a verb speaks of by itself: who waters the lawn speaks of a sprinkler, not of the lamp in the garden; who stops heating the hall
 * speaks of the thermostat; who pauses the music of the speaker before the television.
 */
import type { Deed } from '../deed.ts';
import type { Intent } from '../intent.ts';

export interface About {
  readonly about: NonNullable<Deed['about']>;
  /** What it comes to for such a device. */
  readonly intent?: Intent;
}

type Kinds = NonNullable<Deed['about']>;
const WATER: Kinds = { kinds: ['sprinkler', 'valve', 'faucet'], only: true };
const HEAT: Kinds = { kinds: ['climate', 'heating', 'water_heater'], only: true };
const COOL: Kinds = { kinds: ['climate', 'ac'], only: true };
const ROBOT: Kinds = { kinds: ['vacuum'], only: true };
const MOWER: Kinds = { kinds: ['mower'], only: true };
const MUSIC: Kinds = { kinds: ['speaker'], only: false };

/** `line`: the clause's words. */
export function aboutOf(line: string, intent: Intent): About | undefined {
  const stopping = /^(?:please )?(?:stop|quit|cease|end|finish) (watering|irrigating|sprinkling|heating|warming|cooling)\b/.exec(line)?.[1];
  if (stopping !== undefined)
    return { about: /^(?:heat|warm)/.test(stopping) ? HEAT : stopping === 'cooling' ? COOL : WATER, intent: 'off' };
  const robot = /^(?:please )?(?:stop|quit|pause|finish|end) (?:the )?(cleaning|vacuuming|sweeping|mopping|mowing)\b/.exec(line)?.[1];
  if (robot !== undefined) return { about: robot === 'mowing' ? MOWER : ROBOT };
  if (/^(?:please )?(?:mow|cut) (?:the |my |our )?(?:lawn|grass|yard|garden)\b/.test(line)) return { about: MOWER, intent: 'start' };
  const starting =
    /^(?:please )?(?:(?:start|begin|commence) (watering|irrigating|sprinkling|heating|cooling)|(water|irrigate|sprinkle))\b(?! (?:heater|valve|pump|temperature|leak|tank|meter|sensor|softener|feature|fountain|bottle|boiler|cooler))/.exec(
      line,
    );
  const verb = starting?.[1] ?? starting?.[2];
  if (verb !== undefined && (intent === 'on' || intent === 'start' || intent === 'other' || intent === 'clean'))
    return { about: verb === 'heating' ? HEAT : verb === 'cooling' ? COOL : WATER, intent: 'on' };
  if (/^(?:play|pause|stop|next|previous|mute|unmute)$/.test(intent) && /\b(?:music|songs?|tunes?|tracks?|playlist|album)\b/.test(line))
    return { about: MUSIC };
  return undefined;
}
