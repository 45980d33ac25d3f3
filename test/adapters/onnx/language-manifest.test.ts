import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ARTIFACTS, openLanguageModel } from '../../../src/adapters/onnx/index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kinglet-language-'));
  for (const file of ['language.json', 'language.onnx']) cpSync(join(ARTIFACTS, file), join(folder, file));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Tensor {
  name: string;
  dtype: string;
  shape: (number | string)[];
}
interface Card {
  file: string;
  sha256: string;
  name: string;
  feature_version: number;
  buckets: number;
  tokens: unknown;
  intents: string[];
  roles: string[];
  inputs: Tensor[];
  outputs: Tensor[];
}
const manifestFile = (): string => join(folder, 'language.json');
const model = (): string => join(folder, 'language.onnx');
function edit(change: (card: Card) => void): void {
  const card = JSON.parse(readFileSync(manifestFile(), 'utf8')) as Card;
  change(card);
  writeFileSync(manifestFile(), JSON.stringify(card));
}
function replaceModel(bytes: Buffer): void {
  writeFileSync(model(), bytes);
  edit((card) => {
    card.sha256 = createHash('sha256').update(bytes).digest('hex');
  });
}

/** What the folder is refused for, by its code; the hint must say what to do. */
async function refusal(thread: 'own' | 'worker' = 'own'): Promise<string> {
  const opened = await openLanguageModel({ folder, thread });
  if (opened.ok) {
    await opened.value.model[Symbol.asyncDispose]();
    return 'accepted';
  }
  expect(opened.fault.hint).toMatch(/Reinstall Kinglet|kinglet doctor/);
  return `${opened.fault.code}: ${opened.fault.detail.replaceAll(folder, '')}`;
}

describe.skipIf(!existsSync(join(ARTIFACTS, 'language.json')))('A language model folder', () => {
  it('is accepted when everything fits', async () => {
    expect(await refusal()).toBe('accepted');
  });

  const cases: readonly [why: string, spoil: () => void, expected: RegExp][] = [
    ['without a manifest', () => rmSync(manifestFile()), /^model\/missing: There is no model manifest at \/language\.json\.$/],
    ['without the model', () => rmSync(model()), /^model\/missing: There is no model at \/language\.onnx\.$/],
    ['whose manifest is not JSON', () => writeFileSync(manifestFile(), '{"name": "lan'), /^model\/manifest: .* is not JSON\.$/],
    ['whose manifest is other JSON', () => writeFileSync(manifestFile(), '[1]'), /^model\/manifest: .* is not a model manifest/],
    ['whose manifest is of another model', () => edit((card) => Object.assign(card, { name: 'signals' })), /^model\/manifest: .*\/name/],
    ['without a number of tokens', () => edit((card) => delete card.tokens), /^model\/manifest: .*tokens/],
    [
      'with features of another version',
      () => edit((card) => void card.feature_version++),
      /^model\/mismatch: .* version 2, ours of version 1\.$/,
    ],
    [
      'with other buckets',
      () => edit((card) => Object.assign(card, { buckets: 4096 })),
      /^model\/mismatch: .* 4096 buckets, ours are 8192\.$/,
    ],
    ['with intents in another order', () => edit((card) => card.intents.reverse()), /^model\/mismatch: .*its intents are other, /],
    [
      'with one role more',
      () => edit((card) => card.roles.push('tool')),
      /^model\/mismatch: .*its roles are none, .*, tool; read are none, /,
    ],
    [
      'with other inputs',
      () => edit((card) => card.inputs.pop()),
      /^model\/mismatch: .*it takes ids int32 N,T,12; bits float32 N,T,32; given are /,
    ],
    [
      'with outputs in another order',
      () => edit((card) => card.outputs.reverse()),
      /^model\/mismatch: .*it gives embedding float32 N,64; /,
    ],
    [
      'with one bit of the model changed',
      () => {
        const bytes = readFileSync(model());
        bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
        writeFileSync(model(), bytes);
      },
      /^model\/hash: \/language\.onnx is not the file its manifest describes/,
    ],
    ['whose model is huge', () => replaceModel(Buffer.alloc(17 * 1024 * 1024)), /^model\/mismatch: \/language\.onnx is larger than/],
    [
      'whose model is something else',
      () => replaceModel(Buffer.from('this is no network')),
      /^model\/refused: .*could not load \/language\.onnx: /,
    ],
  ];
  it.each(cases)('%s is refused', async (_, spoil, expected) => {
    spoil();
    expect(await refusal()).toMatch(expected);
  });

  it('whose model is something else is refused by a worker too', async () => {
    replaceModel(Buffer.from('this is no network'));
    expect(await refusal('worker')).toMatch(/^model\/refused: /);
  });

  it('can only name a file beside it', async () => {
    edit((card) => {
      card.file = '../../../../etc/passwd';
    });
    expect(await refusal()).toBe('model/missing: There is no model at /passwd.');
  });
});
