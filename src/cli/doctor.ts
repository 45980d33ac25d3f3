/**
 * `kinglet doctor [--config FILE] [--json]`: looks at everything Kinglet needs of this machine and says what is wrong and how to
 * cure it. Exit status: 0 nothing is broken (there may be warnings), 1 problems, 2 bad arguments.
 */
import { totalmem, userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { type Config, defaultConfig } from '../config/index.ts';
import { loadConfig } from './config.ts';
import { BOARDS, type BoardPlaces, checkBoards } from './doctor/boards.ts';
import { checkBroker } from './doctor/broker.ts';
import { checkClock, isSynchronised } from './doctor/clock.ts';
import { type Finding, good, problem, report } from './doctor/finding.ts';
import { checkHome } from './doctor/home.ts';
import { checkModel, faultFindings, type OpenScorer } from './doctor/model.ts';
import { checkState, checkWebPort } from './doctor/places.ts';
import { checkRuntime, type Runtime } from './doctor/runtime.ts';
import { checkSerial, type SerialPlaces, SYSTEM } from './doctor/serial.ts';

const USAGE = 'Usage: kinglet doctor [--config FILE] [--json]';

/** The machine as the checks see it; tests bring another. */
export interface Machine {
  readonly runtime: Runtime;
  readonly now: () => number;
  readonly synchronised: () => Promise<boolean | undefined>;
  readonly serial: SerialPlaces;
  readonly boards?: BoardPlaces;
  readonly stateFolder: string | undefined;
}

export const thisMachine = (): Machine => ({
  runtime: { node: process.version, platform: process.platform, arch: process.arch, memoryBytes: totalmem() },
  now: Date.now,
  synchronised: isSynchronised,
  serial: { ...SYSTEM, user: userName() },
  stateFolder: process.env['STATE_DIRECTORY'],
});

export interface DoctorSetup {
  readonly openScorer: OpenScorer;
  readonly machine?: Machine;
  readonly out?: { write(text: string): unknown; readonly isTTY?: boolean };
  readonly err?: { write(text: string): unknown };
}

/** `args`: after the word `doctor`. Resolves with the exit status. */
export async function doctor(args: readonly string[], setup: DoctorSetup): Promise<number> {
  const { out = process.stdout, err = process.stderr, machine = thisMachine() } = setup;
  let options: { config?: string | undefined; json?: boolean | undefined };
  try {
    options = parseArgs({ args: [...args], options: { config: { type: 'string' }, json: { type: 'boolean' } } }).values;
  } catch (error) {
    err.write(`${error instanceof Error ? error.message : String(error)} ${USAGE}\n`);
    return 2;
  }
  const findings = await examine(options.config, setup.openScorer, machine);
  if (options.json) out.write(`${JSON.stringify({ findings }, null, 2)}\n`);
  else out.write(report(findings, out.isTTY === true && !process.env['NO_COLOR']));
  return findings.some((f) => f.state === 'problem') ? 1 : 0;
}

async function examine(file: string | undefined, openScorer: OpenScorer, machine: Machine): Promise<readonly Finding[]> {
  const [configFindings, config] = await configuration(file);
  const groups = await Promise.all([
    checkRuntime(machine.runtime),
    safely('model', checkModel(openScorer)),
    configFindings,
    ...(config
      ? [
          safely('broker', checkBroker(config.mqtt)),
          safely('home', checkHome(config.mqtt, config.home)),
          safely(
            'serial',
            checkSerial(
              config.serial.map(({ port }) => port),
              machine.serial,
            ),
          ),
          safely('boards', checkBoards(config.boards, machine.boards ?? BOARDS)),
          safely('web', checkWebPort(config.web)),
        ]
      : []),
    safely(
      'clock',
      machine.synchronised().then((s) => checkClock(machine.now(), s)),
    ),
    safely('state', checkState(machine.stateFolder)),
  ]);
  return groups.flat();
}

async function configuration(file: string | undefined): Promise<readonly [readonly Finding[], Config | undefined]> {
  if (file === undefined) return [[good('config', 'No file is given; the defaults hold.')], defaultConfig()];
  const loaded = await loadConfig(file);
  return loaded.ok ? [[good('config', `${file} is in order.`)], loaded.value] : [faultFindings('config', loaded.fault), undefined];
}

/** A check that fails by itself is a finding too: the others still count. */
const safely = (about: string, check: Promise<readonly Finding[]>): Promise<readonly Finding[]> =>
  check.catch((error: unknown) => [
    problem(about, `This could not be checked: ${error instanceof Error ? error.message : String(error)}.`),
  ]);

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? '?'}`; // a dynamic user has no entry in /etc/passwd
  }
}
