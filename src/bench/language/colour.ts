/** Colours by name, for golds that say them in words and answers that say them in numbers. */
import { colourAt } from '../../core/language/lexicon/colours.ts';

export const colourRgb = (name: string): readonly number[] | undefined => colourAt(name.toLowerCase().split(/\s+/), 0)?.rgb;
