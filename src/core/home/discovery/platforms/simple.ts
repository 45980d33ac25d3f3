/** Buttons, scenes, updates, and triggers. https://www.home-assistant.io/integrations/button.mqtt/ and so on */
import { isRecord, parsedJson } from '../../../base/index.ts';
import { UPDATE } from '../../../language/plan/features.ts';
import { own } from '../config.ts';
import { deviceClass, given, hearing } from '../hearing.ts';
import type { Change, Platform } from '../thing.ts';

export const button: Platform = (s) => {
  s.needs('command_topic');
  s.sends('command_topic');
  return { domain: 'button', attributes: given(deviceClass(s)), hears: [], services: ['press'] };
};

export const scene: Platform = (s) => {
  s.needs('command_topic');
  s.sends('command_topic');
  return { domain: 'scene', attributes: {}, hears: [], services: ['turn_on'] };
};

/** The message is the installed version, or JSON with more. On is "there is a newer one". */
function versions(said: string): Readonly<Record<string, string | boolean>> {
  const json = parsedJson(said);
  if (!isRecord(json)) return { installed_version: said.slice(0, 100) };
  const [installed, latest, busy] = [own(json, 'installed_version'), own(json, 'latest_version'), own(json, 'in_progress')];
  return {
    ...(typeof installed === 'string' ? { installed_version: installed.slice(0, 100) } : {}),
    ...(typeof latest === 'string' ? { latest_version: latest.slice(0, 100) } : {}),
    ...(typeof busy === 'boolean' ? { in_progress: busy } : {}),
  };
}

function withState(before: Readonly<Record<string, unknown>>, changed: Readonly<Record<string, string | boolean>>): Change {
  const { installed_version: installed, latest_version: latest } = { ...before, ...changed };
  const known = typeof installed === 'string' && typeof latest === 'string';
  return { ...(known ? { state: installed === latest ? 'off' : 'on' } : {}), attributes: changed };
}

export const update: Platform = (s) => {
  const installs = s.sends('command_topic') !== undefined && s.has('payload_install');
  return {
    domain: 'update',
    // 4: it tells how far it is
    attributes: given({ ...deviceClass(s), supported_features: (installs ? UPDATE.install : 0) + 4, title: s.word('title') }),
    hears: [
      ...hearing(s, 'state_topic', ['value_template'], (text, shown) => withState(shown.attributes, versions(text))),
      ...hearing(s, 'latest_version_topic', ['latest_version_template'], (text, shown) =>
        withState(shown.attributes, { latest_version: text.slice(0, 100) }),
      ),
    ],
    services: installs ? ['install'] : [],
  };
};

/** A trigger for somebody's automation: there is nothing to show. */
export const deviceAutomation: Platform = (s) => {
  s.needs('topic');
  return null;
};
