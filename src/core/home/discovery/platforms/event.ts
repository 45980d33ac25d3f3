/** https://www.home-assistant.io/integrations/event.mqtt/ The state is when it last happened; what is retained happened some time before. */
import { isRecord, parsedJson } from '../../../base/index.ts';
import { own } from '../config.ts';
import { deviceClass, given, hearing } from '../hearing.ts';
import type { Hearing, Platform } from '../thing.ts';

export const event: Platform = (s) => {
  s.needs('state_topic');
  s.needs('event_types');
  const types = s.texts('event_types', []);
  const take: Hearing['take'] = (text, _, { retained, at }) => {
    if (retained) return undefined;
    const type = own(parsed(text), 'event_type');
    if (typeof type !== 'string' || !types.includes(type)) return undefined;
    return { state: new Date(at).toISOString(), attributes: { event_type: type } };
  };
  return {
    domain: 'event',
    attributes: given({ ...deviceClass(s), event_types: types, event_type: null }),
    hears: hearing(s, 'state_topic', ['value_template'], take),
    services: [],
  };
};

function parsed(text: string): Readonly<Record<string, unknown>> {
  const value = parsedJson(text);
  return isRecord(value) ? value : {};
}
