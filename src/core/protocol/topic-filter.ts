/**
 * MQTT topic filters (MQTT 5.0 section 4.7; 3.1.1 is the same): `+` is one level, `#` the rest including the parent,
 * and neither matches a first level that begins with `$`.
 */

/** Why a filter is not valid, as the end of a sentence; undefined when it is. */
export function filterTrouble(filter: string): string | undefined {
  if (filter === '') return 'it is empty';
  if (filter.length > 65_535 || filter.includes('\u0000')) return 'it is too long or holds a null character';
  const levels = filter.split('/');
  for (const [i, level] of levels.entries()) {
    if (level.includes('#') && (level !== '#' || i !== levels.length - 1)) return '"#" must be the whole last level'; // [MQTT-4.7.1-1]
    if (level.includes('+') && level !== '+') return '"+" must be a whole level'; // [MQTT-4.7.1-2]
  }
  return undefined;
}

/** True for topics that one of the filters matches. Invalid filters match nothing. */
export function topicMatcher(filters: readonly string[]): (topic: string) => boolean {
  const compiled = filters.filter((f) => filterTrouble(f) === undefined).map((f) => f.split('/'));
  if (compiled.length === 0) return () => false;
  return (topic) => {
    const levels = topic.split('/');
    return compiled.some((filter) => matches(filter, levels));
  };
}

function matches(filter: readonly string[], levels: readonly string[]): boolean {
  if (levels[0]?.startsWith('$') && (filter[0] === '#' || filter[0] === '+')) return false; // [MQTT-4.7.2-1]
  for (const [i, wanted] of filter.entries()) {
    if (wanted === '#') return true;
    if (i >= levels.length || (wanted !== '+' && wanted !== levels[i])) return false;
  }
  return filter.length === levels.length;
}
