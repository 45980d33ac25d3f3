/** Areas that are outdoors, by their names. */
const OUTDOORS =
  /\b(?:garden|yard|backyard|front yard|patio|terrace|balcony|porch|deck|driveway|lawn|pool|outside|outdoor|outdoors|veranda|courtyard|pergola|carport|greenhouse|orchard|street|gate|field|facade|exterior)\b/i;
export const outdoors = (name: string): boolean => OUTDOORS.test(name);
