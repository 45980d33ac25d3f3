/** What a request costs in a home of two hundred entities, understood or not. */
import { quantile } from '../bench.ts';
import { ownHome } from './own-home.ts';
import type { Figure } from './section.ts';
import type { Understander } from './understander.ts';

const ENTITIES = 200;
const ROUNDS = 20;
const WARM_UP = 3;

/** Things a home does. */
export const MATCHED = [
  'turn on the kitchen ceiling light',
  'switch off all lights in the living room',
  'set the bedroom floor lamp to 40 percent',
  'make the office ceiling light a bit brighter',
  'turn the garden ceiling light red',
  'close the blinds in the dining room',
  'open the nursery blinds halfway',
  'set the temperature in the library to 21 degrees',
  'make it two degrees warmer in the guest room',
  'lock the front door',
  'turn off everything except the fridge in the kitchen',
  'turn on the hallway ceiling light and close the attic blinds',
  'start the robot vacuum',
  'pause the living room speaker',
  'set the volume of the gym speaker to 30 percent',
  'add butter to the shopping list',
  'is the front door locked',
  'which lights are on in the basement',
  'what is the temperature in the sauna',
  'turn off the workshop fan, dim the library floor lamp and lower the terrace blinds',
] as const;

/** Things it does not do. */
export const UNMATCHED = [
  'what is the capital of australia',
  'how many calories are in a banana',
  'i turned off the light in the kitchen already',
  'book me a flight to chicago next tuesday in the morning please',
  'why is the sky blue and the grass green',
  'transfer one hundred dollars from savings to checking',
  'turn on the flux capacitor in the space station',
  'my brother says that he never locks the front door of his flat',
  'tell me a joke about a programmer and a light bulb',
  'please translate good morning to spanish',
] as const;

export async function latency(contestants: readonly Understander[], signal: AbortSignal): Promise<Figure[]> {
  const home = ownHome(ENTITIES);
  const spent = { matched: new Map<string, number[]>(), unmatched: new Map<string, number[]>() };
  for (const understander of contestants) {
    const session = understander.open(home);
    const of = { matched: [] as number[], unmatched: [] as number[] };
    for (let round = -WARM_UP; round < ROUNDS; round++)
      for (const [kind, texts] of [
        ['matched', MATCHED],
        ['unmatched', UNMATCHED],
      ] as const)
        for (const text of texts) {
          signal.throwIfAborted();
          const { ms } = await session.ask({ id: '', text, area: 'living_room' });
          if (round >= 0) of[kind].push(ms);
        }
    spent.matched.set(understander.name, of.matched);
    spent.unmatched.set(understander.name, of.unmatched);
  }
  const figure = (kind: 'matched' | 'unmatched', q: number, most: number): Figure => ({
    key: `latency.${kind}.p${q * 100}`,
    what: `${kind}, ${ENTITIES} entities, p${q * 100}`,
    unit: 'ms',
    measured: Object.fromEntries([...spent[kind]].map(([name, times]) => [name, quantile(times, q)])),
    target: { of: 'measured', most },
  });
  return (['matched', 'unmatched'] as const).flatMap((kind) => [figure(kind, 0.5, 2), figure(kind, 0.99, 10)]);
}
