import { describe, expect, it } from 'vitest';
import { createLog, type LogSetup } from '../../../src/adapters/telemetry/index.ts';

function recorded(setup: LogSetup & { readonly tty?: boolean } = {}) {
  const written: string[] = [];
  const target = { isTTY: setup.tty ?? false, write: (text: string) => void written.push(text) };
  return { ...{ control: createLog({ env: {}, ...setup, target }) }, written, text: () => written.join('') };
}

describe('the level', () => {
  it('holds back what is below it', () => {
    const { control, written } = recorded({ level: 'warn' });
    control.log.info({}, 'no');
    control.log.warn({}, 'yes');
    expect(written.map((line) => JSON.parse(line).msg)).toEqual(['yes']);
  });

  it('changes at once for children given out earlier', () => {
    const { control, written } = recorded();
    const child = control.log.child({ where: 'mqtt' });
    child.debug({}, 'before');
    control.setLevel('debug');
    child.debug({}, 'after');
    expect(written.map((line) => JSON.parse(line))).toMatchObject([{ level: 'debug', where: 'mqtt', msg: 'after' }]);
  });

  it('toggles to debug and back to what was set', () => {
    const { control } = recorded({ level: 'warn' });
    expect([control.toggleDebug(), control.toggleDebug(), control.level]).toEqual(['debug', 'warn', 'warn']);
  });
});

describe('secrets', () => {
  const secrets = {
    password: 'hunter2',
    mqtt: { Password: 'hunter2', options: { auth_token: 'hunter2', deep: [{ apiKey: 'hunter2' }] } },
    url: 'mqtt://me:hunter2@broker:1883/x',
    list: ['mqtts://me:hun@ter2@broker'],
    err: Object.assign(new Error('cannot reach mqtt://me:hunter2@broker'), { options: { pw: 'hunter2' } }),
  };

  it.each([['json'], ['text']] as const)('do not reach the log as %s', (format) => {
    const { control, text } = recorded({ format });
    control.log.warn(secrets, 'refused by mqtt://me:hunter2@broker');
    control.log.child(secrets).info({}, 'a child');
    expect(text()).not.toMatch(/hunter2|ter2/);
    expect(text()).toContain('mqtt://me:***@broker');
  });

  it.each([
    ['a path to a secret', { password_file: '/etc/kinglet/mqtt.password' }],
    ['a URL without a password', { url: 'mqtt://me@broker:1883' }],
    ['a time of day', { at: 'http://x/12:30@noon' }],
    ['a key that only looks similar', { tokens: 5, passage: 'x' }],
  ])('%s is left as it is', (_, fields) => {
    const { control, written } = recorded();
    control.log.info(fields, 'm');
    expect(JSON.parse(written[0] ?? '')).toMatchObject(fields);
  });
});

it('logs the message, code and cause of an error, not what else hangs on it', () => {
  const { control, written } = recorded();
  const error = Object.assign(new Error('no', { cause: new Error('why') }), { code: 'ENOENT', huge: { a: 1 } });
  control.log.error({ err: error }, 'm');
  const { err } = JSON.parse(written[0] ?? '');
  expect(err).toMatchObject({ type: 'Error', message: 'no', code: 'ENOENT', cause: { message: 'why' } });
  expect(err).not.toHaveProperty('huge');
});

it('survives what cannot be written as it is: cycles, great depth, big numbers, long text', () => {
  const { control, text } = recorded();
  const cycle: Record<string, unknown> = {};
  cycle['self'] = cycle;
  control.log.info({ cycle, big: 10n, bytes: new Uint8Array(1e6), long: 'x'.repeat(1e6), many: Array(1e5).fill(1) }, 'm');
  expect(text().length).toBeLessThan(20_000);
});

describe('on a terminal', () => {
  it('writes a line for people: time, level, where, what happened, the cure, then the other fields', () => {
    const { control, text } = recorded({ tty: true, env: { NO_COLOR: '1' } });
    control.log.warn({ where: 'serial', detail: 'Not allowed.', hint: 'Join dialout.', code: 'serial/permission' }, 'trouble');
    expect(text()).toMatch(/^\d\d:\d\d:\d\d warn {2}serial: Not allowed\. Join dialout\. code=serial\/permission\n$/);
  });

  it.each([['\u001b[2J'], ['\u009b2J'], ['a\nfake line'], ['\u202egnp.exe'], ['\u0007']])('shows %j harmlessly', (text) => {
    const out = recorded({ tty: true, env: { NO_COLOR: '1' } });
    out.control.log.warn({ name: text, where: text }, text);
    expect(out.text().slice(0, -1)).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it('says the message and the detail where the message is more than "trouble"', () => {
    const { control, text } = recorded({ format: 'text' });
    control.log.error({ detail: 'Line 3 is wrong.' }, 'the new configuration is refused');
    expect(text()).toMatch(/ error the new configuration is refused: Line 3 is wrong\.\n$/);
  });

  it('colours the level', () => {
    const { control, text } = recorded({ tty: true });
    control.log.error({}, 'm');
    expect(text()).toContain('\u001b[31merror');
  });
});

it('writes JSON elsewhere, and says so itself when told the other way round', () => {
  const json = recorded();
  json.control.log.info({ a: 1 }, 'm');
  expect(JSON.parse(json.text())).toMatchObject({ level: 'info', a: 1, msg: 'm', time: expect.stringMatching(/^\d{4}-.*Z$/) });
  const text = recorded({ format: 'text' });
  text.control.log.info({}, 'm');
  expect(text.text()).toMatch(/ info {2}m\n$/);
});

it('keeps the level, time and message of the line when fields have those names too', () => {
  const { control, written } = recorded();
  control.log.child({ msg: 'x' }).warn({ level: 'debug', time: 1 }, 'm');
  expect(JSON.parse(written[0] ?? '')).toMatchObject({ level: 'warn', level_: 'debug', time_: 1, msg: 'm', msg_: 'x' });
  expect(written[0]?.match(/"(level|time|msg)":/g)).toHaveLength(3);
});

it("puts the journal's priority in front of each line", () => {
  const { control, written } = recorded({ env: { JOURNAL_STREAM: '8:1' } });
  control.log.info({}, 'i');
  control.log.warn({}, 'w');
  control.log.error({}, 'e');
  expect(written.map((line) => line.slice(0, 4))).toEqual(['<6>{', '<4>{', '<3>{']);
});
