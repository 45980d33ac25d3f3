import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ARTIFACTS, openScorer, readManifest } from '../../../src/adapters/onnx/index.ts';
import { ANSWER } from '../../../src/core/watch/index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kinglet-model-'));
  cpSync(ARTIFACTS, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Card {
  file: string;
  sha256: string;
  feature_version: number;
  threshold: unknown;
  input: Record<string, unknown>;
  output: Record<string, unknown>;
}
const manifestFile = (): string => join(folder, 'signals.json');
function edit(change: (card: Card) => void): void {
  const card = JSON.parse(readFileSync(manifestFile(), 'utf8')) as Card;
  change(card);
  writeFileSync(manifestFile(), JSON.stringify(card));
}
const model = (): string => join(folder, 'signals.onnx');

/** What a folder is refused for, by its code; the whole sentence must end with what to do. */
async function refusal(): Promise<string> {
  const opened = await openScorer({ folder });
  if (opened.ok) {
    await opened.value.scorer[Symbol.asyncDispose]();
    return 'accepted';
  }
  expect(opened.fault.hint).toMatch(/Reinstall Kinglet|kinglet doctor/);
  return `${opened.fault.code}: ${opened.fault.detail.replaceAll(folder, '')}`;
}

describe('A model folder', () => {
  it('is accepted when everything fits', async () => {
    expect(await refusal()).toBe('accepted');
    const read = await readManifest(folder);
    expect(read.ok && read.value.model).toBe(model());
  });

  const cases: readonly [why: string, spoil: () => void, expected: RegExp][] = [
    ['without a manifest', () => rmSync(manifestFile()), /^model\/missing: There is no model manifest at \/signals\.json\.$/],
    ['without the model', () => rmSync(model()), /^model\/missing: There is no model at \/signals\.onnx\.$/],
    ['whose manifest is not JSON', () => writeFileSync(manifestFile(), '{"name": "sig'), /^model\/manifest: .* is not JSON\.$/],
    ['whose manifest is other JSON', () => writeFileSync(manifestFile(), '[1]'), /^model\/manifest: .* is not a model manifest/],
    ['whose manifest lacks the threshold', () => edit((card) => delete card.threshold), /^model\/manifest: .*threshold/],
    [
      'whose threshold is no share',
      () =>
        edit((card) => {
          card.threshold = 1.5;
        }),
      /^model\/manifest: .*threshold/,
    ],
    [
      'with windows of another version',
      () => edit((card) => void card.feature_version++),
      /^model\/mismatch: .*version 2, ours of version 1\.$/,
    ],
    [
      'with another number of inputs',
      () =>
        edit((card) => {
          card.input['inputs'] = 128;
        }),
      /^model\/mismatch: .*takes 128 inputs, a window has 136\.$/,
    ],
    [
      'with another number of outputs',
      () =>
        edit((card) => {
          card.output['outputs'] = 5;
        }),
      new RegExp(`^model/mismatch: .*gives 5 outputs, ${ANSWER.size} are read\\.$`),
    ],
    [
      'with one bit of the model changed',
      () => {
        const bytes = readFileSync(model());
        bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
        writeFileSync(model(), bytes);
      },
      /^model\/hash: \/signals\.onnx is not the file its manifest describes/,
    ],
    [
      'whose model is something else, though the hash fits',
      () => {
        const bytes = Buffer.from('this is no network');
        writeFileSync(model(), bytes);
        edit((card) => {
          card.sha256 = createHash('sha256').update(bytes).digest('hex');
        });
      },
      /^model\/refused: onnxruntime could not load \/signals\.onnx: /,
    ],
  ];
  it.each(cases)('%s is refused', async (_, spoil, expected) => {
    spoil();
    expect(await refusal()).toMatch(expected);
  });

  it('with labels in another order is refused: the answer would be read wrongly', async () => {
    edit((card) => {
      card.output['labels'] = (card.output['labels'] as string[]).toReversed();
    });
    expect(await refusal()).toMatch(/^model\/mismatch: /);
  });

  it('can only name a file beside it', async () => {
    edit((card) => {
      card.file = '../../../../etc/passwd';
    });
    expect(await refusal()).toBe('model/missing: There is no model at /passwd.');
  });
});
