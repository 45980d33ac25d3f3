// The trap that int8 networks meet on x64: without VNNI, a kernel that multiplies unsigned by signed bytes adds pairs of products in 16 bits
// and clips them (VPMADDUBSW). Prints what this machine gets, as JSON: for one product of u8 255 by s8 127 over 64 terms, which a
// clipping kernel gets wrong, and for the shipped model, each with and without onnxruntime's cure (`x64quantprecision`).
import { readFileSync } from 'node:fs';
import { InferenceSession, Tensor } from 'onnxruntime-node';

const TERMS = 64;
const COLUMNS = 16;
const create = (model, cure) =>
  InferenceSession.create(model, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
    extra: { session: { x64quantprecision: cure ? '1' : '0' } },
  });

// ONNX is protobuf: a field is a tag (number × 8 + kind) and a varint (kind 0) or bytes with their length (kind 2). onnx.proto names the numbers.
const varint = (n) => (n < 128 ? [n] : [(n & 127) | 128, ...varint(n >>> 7)]);
const int = (field, n) => [...varint(field * 8), ...varint(n)];
const bytes = (field, data) => [...varint(field * 8 + 2), ...varint(data.length), ...data];
const text = (field, s) => bytes(field, [...Buffer.from(s)]);
const [UINT8, INT8, INT32] = [2, 3, 6];
const shape = (...sizes) =>
  bytes(
    2,
    sizes.flatMap((size) => bytes(1, int(1, size))),
  );
const value = (field, name, type, sizes) => bytes(field, [...text(1, name), ...bytes(2, bytes(1, [...int(1, type), ...shape(...sizes)]))]);
const weights = bytes(5, [
  ...int(1, TERMS),
  ...int(1, COLUMNS),
  ...int(2, INT8),
  ...text(8, 'w'),
  ...bytes(9, new Array(TERMS * COLUMNS).fill(127)),
]);
const node = bytes(1, [...text(1, 'x'), ...text(1, 'w'), ...text(2, 'y'), ...text(4, 'MatMulInteger')]);
const graph = [...node, ...text(2, 'g'), ...weights, ...value(11, 'x', UINT8, [1, TERMS]), ...value(12, 'y', INT32, [1, COLUMNS])];
const model = Uint8Array.from([...int(1, 8), ...bytes(7, graph), ...bytes(8, [...text(1, ''), ...int(2, 13)])]);

const product = async (cure) => {
  const session = await create(model, cure);
  const { y } = await session.run({ x: new Tensor('uint8', new Uint8Array(TERMS).fill(255), [1, TERMS]) });
  return y.data[0];
};

const folder = new URL('../models/artifacts/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('signals.json', folder), 'utf8'));
const { inputs } = manifest.input;
const ROWS = 200;
let state = 9;
/** The ends of the scaled inputs, as a seeded coin falls. */
const coin = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state >>> 31 === 0 ? -4 : 4;
};
const windows = Float32Array.from({ length: ROWS * inputs }, coin);
const shipped = async (cure) => {
  const session = await create(readFileSync(new URL(manifest.file, folder)), cure);
  const answer = await session.run({ [manifest.input.name]: new Tensor('float32', windows, [ROWS, inputs]) });
  return answer[manifest.output.name].data;
};
const [cured, plain] = [await shipped(true), await shipped(false)];
process.stdout.write(
  JSON.stringify({
    right: 255 * 127 * TERMS,
    cured: await product(true),
    plain: await product(false),
    shippedChanges: Math.max(...cured.map((v, i) => Math.abs(v - plain[i]))),
  }),
);
