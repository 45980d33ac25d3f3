/** Sirens. https://www.home-assistant.io/integrations/siren/ */
import { can } from '../attributes.ts';
import { SIREN } from '../features.ts';
import { absolute, PERCENT } from '../range.ts';
import { act, type Domain, lacks } from '../result.ts';

export const siren: Domain = {
  plan(deed, entity) {
    switch (deed.intent) {
      case 'on':
      case 'start':
      case 'activate':
        return act(entity, 'turn_on');
      case 'off':
      case 'stop':
      case 'mute':
        return act(entity, 'turn_off');
      case 'set': {
        if (deed.attribute !== 'volume' || deed.value === undefined || can(entity, SIREN.volume) === false) return lacks(deed.attribute);
        const said = absolute(deed.value, PERCENT);
        return said.ok ? act(entity, 'turn_on', { volume_level: Math.round(said.value) / 100 }) : said;
      }
      default:
        return lacks(deed.attribute);
    }
  },
};
