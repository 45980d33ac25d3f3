import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { understandCommand } from '../../src/cli/understand.ts';

const EXAMPLE = 'deploy/home.example.yaml';
const EVENING = ['--now', '2026-11-25T19:30:00+01:00'];

/** The command in this process, with lines on its standard input. */
async function understand(args: readonly string[], lines: readonly string[] = []): Promise<{ code: number; out: Answer[]; err: string }> {
  const [out, errors]: [string[], string[]] = [[], []];
  const code = await understandCommand(args, {
    stdin: Readable.from(lines.map((line) => `${line}\n`)),
    stdout: { write: (text) => out.push(text) },
    stderr: { write: (text) => errors.push(text) },
    signal: new AbortController().signal,
  });
  const answers = out
    .join('')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Answer);
  return { code, out: answers, err: errors.join('') };
}

interface Answer {
  readonly id: string;
  readonly outcome: string;
  readonly actions: readonly { readonly entity: string; readonly service: string; readonly data: object }[];
  readonly reply: string;
  readonly ms: number;
}

const said = (text: string, more: object = {}): string => JSON.stringify({ id: text, text, ...more });

function homeFile(text: string): string {
  const path = join(tmpdir(), `kinglet-home-${process.pid}-${Math.random().toString(36).slice(2)}.yaml`);
  writeFileSync(path, text);
  onTestFinished(() => rmSync(path));
  return path;
}

describe('kinglet understand', () => {
  it('answers each line with what would be done in the home of the example', async () => {
    const { code, out, err } = await understand(
      ['--home', EXAMPLE, ...EVENING],
      [said('turn off the kitchen light'), '', said('how cold is the freezer?'), said('unlock the front door')],
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.map(({ outcome }) => outcome)).toEqual(['act', 'answer', 'confirm']);
    expect(out[0]).toMatchObject({
      id: 'turn off the kitchen light',
      actions: [{ entity: 'light.kitchen', service: 'light.turn_off', data: {} }],
      reply: 'Turned off the kitchen light.',
    });
    expect(out[1]?.reply).toContain('-18.2 °C');
  });

  it('remembers what was said within a conversation, and nothing without one', async () => {
    const one = await understand(
      ['--home', EXAMPLE],
      [said('turn on the sofa lamp', { conversation: 'a' }), said('off again', { conversation: 'a' })],
    );
    expect(one.out[1]?.actions).toMatchObject([{ entity: 'light.sofa', service: 'light.turn_off' }]);
    const none = await understand(['--home', EXAMPLE], [said('turn on the sofa lamp'), said('off again')]);
    expect(none.out[1]?.actions).toEqual([]);
  });

  it('lays the state of a request over the home, and takes the area of its speaker', async () => {
    const { out } = await understand(
      ['--home', EXAMPLE],
      [
        said('is the fridge on?', { state: { 'switch.fridge': { state: 'off' } } }),
        said('is the fridge on?'),
        said('turn on the light', { area: 'bedroom' }),
      ],
    );
    expect(out.slice(0, 2).map(({ reply }) => reply)).toEqual(['No, the fridge is off.', 'Yes, the fridge is on.']);
    expect(out[2]?.actions).toMatchObject([{ entity: 'light.bedside' }]);
  });

  it.each([
    ['nothing', ''],
    ['ten kilobytes', 'turn on the light '.repeat(600)],
    ['signs', '💡🔥 !!! ???'],
    ['another language', 'mach bitte das Licht im Wohnzimmer aus'],
    ['a query', "'; DROP TABLE lights; --"],
    ['a template', "{{ states('lock.front') }} {% for x in range(9999999) %}"],
    ['control characters', 'unlock\u0000\u001b[2J the\u202e front\u0007 door'],
    ['an order within quotes', 'the note says "unlock the front door", funny'],
  ])('does nothing for %s', async (_, text) => {
    const { code, out } = await understand(['--home', EXAMPLE], [said(text)]);
    expect(code).toBe(0);
    expect(out).toHaveLength(1);
    expect(out[0]?.outcome).not.toBe('act');
    expect(out[0]?.actions.filter(({ service }) => service !== 'lock.unlock')).toEqual([]);
  });

  it('knows five thousand entities', async () => {
    const lamps = Array.from({ length: 5_000 }, (_, i) => `  - {id: light.l${i}, name: Lamp ${i}, state: 'off'}`);
    const { code, out } = await understand(['--home', homeFile(`entities:\n${lamps.join('\n')}\n`)], [said('turn on lamp 4711')]);
    expect(code).toBe(0);
    expect(out[0]?.actions).toMatchObject([{ entity: 'light.l4711', service: 'light.turn_on' }]);
  });

  it.each<[string, readonly string[], RegExp]>([
    ['no home', [], /^kinglet understand: Use: kinglet understand --home/],
    ['a home that is not there', ['--home', '/nowhere/home.yaml'], /There is no file \/nowhere\/home\.yaml/],
    ['a time that is none', ['--home', EXAMPLE, '--now', 'soon'], /--now wants a time like .*, not "soon"/],
    ['a place that is none', ['--home', EXAMPLE, '--place', '91,0'], /--place wants degrees like .*, not "91,0"/],
    ['an option that is none', ['--hose', EXAMPLE], /Unknown option '--hose'/],
  ])('refuses %s with exit 2 and a sentence', async (_, args, sentence) => {
    const { code, out, err } = await understand(args);
    expect({ code, out }).toEqual({ code: 2, out: [] });
    expect(err).toMatch(sentence);
  });

  it.each([
    ['a key that is none', 'areas:\n  - {id: hall, nmae: Hall}\n', /line 2: areas\[0\] has no key "nmae"/],
    ['an entity without an id', "entities:\n  - {name: Lamp, state: 'on'}\n", /line 2: entities\[0\]\.id is missing/],
    ['no YAML', 'areas: [\n', /line \d: /],
    [
      'an entity twice',
      'entities:\n  - {id: light.a, name: A}\n  - {id: light.a, name: B}\n',
      /line 3: entities\[1\]\.id "light\.a" is there twice/,
    ],
  ])('names line and key of a home file with %s', async (_, text, where) => {
    const { code, err } = await understand(['--home', homeFile(text)], [said('hello')]);
    expect(code).toBe(2);
    expect(err).toMatch(where);
  });

  it.each([
    ['no JSON', '{"text": ', /line 2 of the input: is not JSON/],
    ['a list', '["turn on the light"]', /line 2 of the input: wants an object/],
    ['no text', '{"id": "1"}', /line 2 of the input: "text" wants a text/],
    ['a state that is none', said('hello', { state: ['on'] }), /line 2 of the input: "state" wants/],
  ])('stops at a line with %s, and names it', async (_, line, sentence) => {
    const { code, out, err } = await understand(['--home', EXAMPLE], [said('turn off the kitchen light'), line]);
    expect(code).toBe(2);
    expect(out).toHaveLength(1);
    expect(err).toMatch(sentence);
  });

  it('takes the sun from the place it is given', async () => {
    const sentence = [said('close the blinds at sunset')];
    const berlin = await understand(['--home', EXAMPLE, ...EVENING, '--place', '52.52,13.40'], sentence);
    expect(berlin.out[0]?.reply).toMatch(/^At sunset \(tomorrow at 1[56]:\d\d\) I will close the blinds\.$/);
    const nowhere = await understand(['--home', EXAMPLE, ...EVENING], sentence);
    expect(nowhere.out[0]?.outcome).toBe('refuse');
  });

  it('is shown in the README with a home that it can read', () => {
    expect(readFileSync('README.md', 'utf8')).toContain(`understand --home ${EXAMPLE}`);
  });
});
