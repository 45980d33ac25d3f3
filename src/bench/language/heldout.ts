/**
 * What training must not see, so that the development figures on it mean something. The rule is a hash, the same everywhere: FNV-1a,
 * 32 bits, over the UTF-8 of the name. Training's sampler asks here.
 */

/** 32 bits. */
export function fnv1a(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193);
  return value >>> 0;
}

/** A third of the homes of device-actions-v2-fixtures, by the name of their folder: hash modulo 3 is 1. */
export const isHeldOutHome = (folder: string): boolean => fnv1a(folder) % 3 === 1;

/** Half of home-llm's device names, by their id (`light.kitchen_1`): hash modulo 2 is 0. */
export const isHeldOutName = (id: string): boolean => fnv1a(id) % 2 === 0;
