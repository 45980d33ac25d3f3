/** The picture of the talk: sentences to `kinglet understand` and the home of deploy/home.example.yaml, with what came back, as it was said. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { box, type Colour, picture, text, wrap } from './svg.ts';

/** One conversation, at half past seven on an evening in November. */
const SAID = [
  'dim the ceiling light to a third and make the sofa lamp warm white',
  'a bit warmer in the lounge please',
  'is any window open upstairs?',
  'close the blinds half an hour before sunset',
  'turn on the lamp',
  'the bedside one',
  'turn off the cellar fan and start the coffee machine',
  'I turned the kitchen light off already',
  'unlock the front door',
];
const NOW = '2026-11-25T19:30:00+01:00';
const BERLIN = '52.52,13.40';

interface Spoken {
  readonly outcome: string;
  readonly reply: string;
  readonly actions: readonly { readonly entity: string; readonly service: string; readonly data: Readonly<Record<string, unknown>> }[];
}

const WIDTH = 880;
const LEFT = 24;
const RIGHT = 400;
const LINE = 17;
const OUTCOME: Readonly<Record<string, Colour>> = { act: 'expected', answer: 'signal', ask: 'signal', confirm: 'alarm', refuse: 'quiet' };

export async function talkPicture(): Promise<string> {
  const heard = await ask(SAID);
  const body: string[] = [];
  let y = 20;
  for (const [i, said] of SAID.entries()) {
    const { outcome, reply, actions } = heard[i] as Spoken;
    const left = wrap(said, 44);
    const right = wrap(reply, 58);
    const calls = actions.slice(0, 3).map(callOf);
    const tall = Math.max(left.length, right.length) * LINE + calls.length * 14 + 14;
    body.push(
      box(LEFT, y, 348, left.length * LINE + 12, 'signal', { opacity: 0.1, radius: 8 }),
      ...left.map((words, n) => text(LEFT + 12, y + 18 + n * LINE, words, { size: 13.5 })),
      box(RIGHT, y, 4, right.length * LINE + calls.length * 14 + 10, OUTCOME[outcome] ?? 'quiet', { radius: 2 }),
      ...right.map((words, n) => text(RIGHT + 16, y + 16 + n * LINE, words, { size: 13.5, weight: 600 })),
      ...calls.map((words, n) => text(RIGHT + 16, y + 14 + right.length * LINE + n * 14, words, { size: 10.5, colour: 'quiet' })),
    );
    y += tall + 8;
  }
  return picture(WIDTH, y + 6, 'What people say, what Kinglet answers, and the calls it makes', body);
}

const callOf = ({ entity, service, data }: Spoken['actions'][number]): string =>
  `${service} → ${entity}${Object.keys(data).length === 0 ? '' : `  ${JSON.stringify(data)}`}`;

async function ask(sentences: readonly string[]): Promise<Spoken[]> {
  const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
  const args = [at('src/main.ts'), 'understand', '--home', at('deploy/home.example.yaml'), '--now', NOW, '--place', BERLIN];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(sentences.map((said) => `${JSON.stringify({ text: said, conversation: 'picture' })}\n`).join(''));
  let out = '';
  for await (const chunk of child.stdout.setEncoding('utf8')) out += String(chunk);
  return out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Spoken);
}
