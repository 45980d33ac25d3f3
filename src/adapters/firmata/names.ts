/** What boards are called: no two alike, or their readings would be taken for those of one sensor. */
import { type Fault, fault } from '../../core/base/index.ts';

export interface NamedBoard {
  readonly name: string;
  /** Where another one is called the same. */
  readonly trouble?: Fault;
}

const slugOf = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '_');

/** @param wanted the names in the order of the configuration; who comes later gets a number, always the same one. `taken`: names of other devices. */
export function distinctNames(wanted: readonly string[], taken: readonly string[] = []): NamedBoard[] {
  const used = new Set(taken.map(slugOf));
  return wanted.map((name) => {
    let own = name;
    for (let n = 2; used.has(slugOf(own)); n++) own = `${name} ${n}`;
    used.add(slugOf(own));
    if (own === name) return { name };
    const detail = `More than one device is called ${name}; this board's readings appear as ${own}.`;
    return { name: own, trouble: fault('board/same-name', detail, 'Give each entry of `boards` and `serial` a name of its own.') };
  });
}
