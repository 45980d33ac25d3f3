import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/index.ts';
import { FILE_MAX } from '../../src/config/parse.ts';

const said = (text: string): string[] => {
  const parsed = parseConfig(text, 'kinglet.yaml');
  return parsed.ok ? [] : parsed.fault.map((f) => `${f.code} ${f.detail}`);
};

describe('a configuration that is in order', () => {
  it('may be empty: every key has its default or is absent', () => {
    const parsed = parseConfig('', 'kinglet.yaml');
    expect(parsed).toMatchObject({
      ok: true,
      value: { log: { level: 'info' }, watch: { clock: 'system' }, web: { host: '127.0.0.1', port: 5464 } },
    });
  });

  it('keeps the defaults of the keys that a section leaves out', () => {
    expect(parseConfig('web:\n  port: 8080\n', 'kinglet.yaml')).toMatchObject({
      ok: true,
      value: { web: { host: '127.0.0.1', port: 8080, names: [] } },
    });
  });

  it('reads a section whose lines are all commented out as its defaults', () => {
    expect(parseConfig('web:\n  # port: 8080\n', 'kinglet.yaml')).toMatchObject({ ok: true, value: { web: { port: 5464 } } });
  });

  it('follows an alias to its value', () => {
    expect(parseConfig('web:\n  host: &here 127.0.0.2\n  names: [*here]\n', 'kinglet.yaml')).toMatchObject({
      ok: true,
      value: { web: { host: '127.0.0.2', names: ['127.0.0.2'] } },
    });
  });

  it('gives every caller defaults of its own', () => {
    const [a, b] = [parseConfig('', 'a'), parseConfig('', 'b')];
    if (!a.ok || !b.ok) throw new Error('refused');
    expect(a.value.web.names).not.toBe(b.value.web.names);
  });
});

describe('a mistake is named with its file, line and key, what was found and what would be right', () => {
  it.each([
    ['an unknown section', 'wach: {}', 'config/unknown-key kinglet.yaml, line 1: there is no key "wach"; did you mean "watch"?'],
    ['an unknown key', '\nweb:\n  prt: 1', 'config/unknown-key kinglet.yaml, line 3: web has no key "prt"; did you mean "port"?'],
    [
      'a key like no other',
      'web:\n  zzzzzzzz: 1',
      'config/unknown-key kinglet.yaml, line 2: web has no key "zzzzzzzz"; known are host, port, names.',
    ],
    [
      'a key in another spelling',
      'watch:\n  maxSensors: 5',
      'config/unknown-key kinglet.yaml, line 2: watch has no key "maxSensors"; did you mean "max_sensors"?',
    ],
    [
      'the name of a prototype',
      'web:\n  __proto__: {port: 1}',
      'config/unknown-key kinglet.yaml, line 2: web has no key "__proto__"; known are host, port, names.',
    ],
    [
      'a key outside its section',
      'max_sensors: 5',
      'config/unknown-key kinglet.yaml, line 1: there is no key "max_sensors"; it belongs below "watch:", indented.',
    ],
    [
      'a word out of a list',
      'log:\n  level: loud',
      'config/choice kinglet.yaml, line 2: log.level is "loud", but it must be one of debug, info, warn or error.',
    ],
    [
      'a number out of range',
      'log: {repeat: 0}',
      'config/range kinglet.yaml, line 1: log.repeat is 0, but it must be a whole number between 1 and 1440 minutes.',
    ],
    [
      'a fraction',
      'web: {port: 80.5}',
      'config/range kinglet.yaml, line 1: web.port is 80.5, but it must be a whole number between 0 and 65535.',
    ],
    [
      'no number at all',
      'web: {port: .nan}',
      'config/type kinglet.yaml, line 1: web.port is .nan, but it must be a whole number between 0 and 65535.',
    ],
    [
      'text for a number',
      'web: {port: "80"}',
      'config/type kinglet.yaml, line 1: web.port is "80", but it must be a whole number between 0 and 65535.',
    ],
    [
      'a number for text',
      'web: {host: 127}',
      'config/type kinglet.yaml, line 1: web.host is 127, but it must be text such as "127.0.0.1"; put it in quotes: "127".',
    ],
    [
      'text for a list',
      'web: {names: a}',
      'config/type kinglet.yaml, line 1: web.names is "a", but it must be a list (lines beginning with `- `).',
    ],
    [
      'a list for a section',
      'web: [1]',
      'config/type kinglet.yaml, line 1: web is a list, but it must be a section (indented lines of `key: value`).',
    ],
    [
      'a section for text',
      'web:\n  host: {a: 1}',
      'config/type kinglet.yaml, line 2: web.host is a section, but it must be text such as "127.0.0.1".',
    ],
    [
      'nothing',
      'web:\n  port:\n',
      'config/type kinglet.yaml, line 2: web.port is empty, but it must be a whole number between 0 and 65535.',
    ],
    [
      'text of the wrong form',
      'web: {host: "a b"}',
      'config/value kinglet.yaml, line 1: web.host is "a b", but it must be text such as "127.0.0.1".',
    ],
    ['empty text', 'web: {host: ""}', 'config/range kinglet.yaml, line 1: web.host has 0 characters, but it must not be empty.'],
    [
      'a key given twice',
      'web:\n  port: 1\n  port: 2',
      'config/duplicate-key kinglet.yaml, line 3: "port" stands twice in web (first on line 2); keep one of them.',
    ],
    [
      'a key that is a list',
      '? [a]\n: 1',
      'config/type kinglet.yaml, line 1: the file has a key that is not plain text; write `key: value`.',
    ],
    [
      'an alias of nothing',
      'web: {host: *here}',
      'config/value kinglet.yaml, line 1: web.host is the alias *here, but nothing above is marked &here; write the value itself.',
    ],
    ['a merge key', 'web: {<<: {port: 1}}', 'config/unknown-key kinglet.yaml, line 1: web has no key "<<"; known are host, port, names.'],
    [
      'a time zone that is none',
      'watch:\n  timezone: Europe/Berln',
      'config/conflict kinglet.yaml, line 2: watch.timezone is "Europe/Berln", which is no time zone; did you mean "Europe/Berlin"?',
    ],
  ])('%s', (_, text, sentence) => {
    expect(said(text)).toEqual([sentence]);
  });

  it('all at once, in the order of the file, so that one look is enough', () => {
    expect(said('web:\n  port: x\nlog:\n  level: y\nother: 1\n')).toHaveLength(3);
  });

  it('but no more than twenty', () => {
    expect(said(Array.from({ length: 100 }, (_, i) => `k${i}: 1`).join('\n'))).toHaveLength(20);
  });
});

describe('keys that exclude or need each other', () => {
  const url = 'mqtt:\n  url: mqtt://h:1883\n';
  it.each([
    [
      'two passwords',
      `${url}  username: u\n  password: a\n  password_file: b`,
      'line 5: mqtt.password and mqtt.password_file (lines 4 and 5) exclude each other; keep one of them, better the file.',
    ],
    [
      'a password without a name',
      `${url}  password: a`,
      'line 3: mqtt.password is given without mqtt.username; add mqtt.username or leave mqtt.password out.',
    ],
    [
      'a certificate without its key',
      'mqtt: {url: "mqtts://h", tls: {cert: a}}',
      'line 1: mqtt.tls.cert is given without mqtt.tls.key; add mqtt.tls.key or leave mqtt.tls.cert out.',
    ],
    [
      'two user names',
      'mqtt: {url: "mqtt://a:b@h", username: u}',
      'line 1: mqtt.url holds a user name and mqtt.username is given too; keep mqtt.username and take it out of the URL.',
    ],
    [
      'encryption for a plain connection',
      `${url}  tls: {verify: none}`,
      'line 3: mqtt.tls is given, but mqtt.url asks for a plain connection; write mqtts:// (or wss://) in mqtt.url, or leave mqtt.tls out.',
    ],
    [
      'a section without what it needs',
      'mqtt: {}',
      'line 1: mqtt needs the key "url", which is missing; write for example `url: mqtt://192.168.1.10:1883`.',
    ],
  ])('%s', (_, text, sentence) => {
    expect(said(text).map((s) => s.replace(/^\S+ kinglet.yaml, /, ''))).toEqual([sentence]);
  });

  it('a password next to its name is fine, and comes out as it was written', () => {
    expect(parseConfig(`${url}  username: u\n  password: "0123"`, 'k')).toMatchObject({
      ok: true,
      value: { mqtt: { password: '0123', version: 'auto', tls: { verify: 'full' } } },
    });
  });
});

describe('text that is no YAML is refused with line and column', () => {
  it.each([
    [
      'a tab as indentation',
      'web:\n\tport: 1',
      /^config\/syntax kinglet.yaml, line 2, column 1: a tab stands where spaces belong; indent with spaces\.$/,
    ],
    ['an open quote', 'web: "x', /^config\/syntax kinglet.yaml, line 1, column \d+: something is missing/],
    ['an open bracket', 'web: [1,', /^config\/syntax kinglet.yaml, line 1, column \d+: /],
    ['crooked indentation', 'web:\n  port: 1\n   host: x', /^config\/syntax kinglet.yaml, line [23], column \d+: /],
    ['a tag', 'web: !include x', /^config\/syntax kinglet.yaml, line 1, column 6: tags \(!name\) are not used here; leave it out\.$/],
    ['a second document', 'web: {}\n---\nlog: {}', /^config\/syntax kinglet.yaml, line 2, column 1: a second document begins here/],
  ])('%s', (_, text, sentence) => {
    const faults = said(text);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(sentence);
  });
});

describe('a hostile file does no harm', () => {
  it('is not read beyond 256 kB', () => {
    expect(said(`# ${'x'.repeat(FILE_MAX)}`)).toEqual([
      expect.stringMatching(/^config\/too-large kinglet.yaml: has \d+ characters, but at most 262144 are read\.$/),
    ]);
  });

  it('cannot exhaust the stack by nesting', () => {
    expect(said('['.repeat(50_000))).toEqual([
      'config/too-large kinglet.yaml, line 1: brackets are nested more than 40 deep; unfold them.',
    ]);
    expect(said('- '.repeat(50_000))[0]).toMatch(/^config\/syntax /);
  });

  it('cannot explode by aliases of aliases', () => {
    const bomb = [
      'a: &a [x, x, x, x, x, x, x, x, x]',
      ...'bcdefghi'.split('').map((c, i) => `${c}: &${c} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(', ')}]`),
      'web: {names: *i}',
    ];
    const faults = said(bomb.join('\n'));
    expect(faults.some((f) => f.includes('web.names'))).toBe(true);
    expect(faults.length).toBeLessThanOrEqual(20);
  });

  it('cannot write control characters to the terminal through a message', () => {
    const [sentence = ''] = said('log:\n  level: "\\e[31mred\\e]0;\\a"');
    expect(sentence).toContain('log.level is');
    expect(sentence).not.toMatch(/\p{Cc}/u);
  });
});
