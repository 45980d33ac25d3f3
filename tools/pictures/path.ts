/** The picture of the path: from a wire to a sentence, one drawing a stage. */
import { arrow, box, dot, picture, px, stroke, text } from './svg.ts';

const WIDTH = 880;
const HEIGHT = 252;
const STAGE = 122;
const GAP = 22;
const TOP = 24;
const TALL = 92;
const LEFT = (WIDTH - 6 * STAGE - 5 * GAP) / 2;

/** A stage's drawing gets the top left corner of its frame. */
interface Stage {
  readonly name: string;
  readonly note: string;
  draw(x: number, y: number): string[];
}

/** A freezer's sawtooth that starts to climb; x and y within a frame, 0..1 from the top left. */
const course = (x: number): number => (x < 0.62 ? 0.72 + 0.09 * saw(x * 6) : 0.72 - 0.62 * ((x - 0.62) / 0.38) ** 0.7);
const saw = (x: number): number => {
  const phase = x - Math.floor(x);
  return phase < 0.65 ? 1 - (2 * phase) / 0.65 : (2 * (phase - 0.65)) / 0.35 - 1;
};

const STAGES: readonly Stage[] = [
  {
    name: 'readings',
    note: 'MQTT, serial lines',
    draw: (x, y) =>
      [0.06, 0.13, 0.17, 0.26, 0.31, 0.37, 0.48, 0.52, 0.57, 0.66, 0.71, 0.78, 0.83, 0.92].map((at) =>
        dot(x + at * STAGE, y + course(at) * TALL, 2.6, 'signal'),
      ),
  },
  {
    name: 'window',
    note: 'own time grid, gaps kept',
    draw: (x, y) =>
      Array.from({ length: 12 }, (_, i) => i)
        .filter((i) => i !== 5)
        .map((i) => {
          const at = course((i + 0.5) / 12);
          return box(x + 7 + i * 9, y + at * TALL, 7, (0.92 - at) * TALL, 'signal', { opacity: 0.75, radius: 1 });
        }),
  },
  {
    name: 'int8 network',
    note: 'onnxruntime, in a Worker',
    draw: (x, y) => {
      const layers = [4, 5, 3];
      const at = (layer: number, i: number): [number, number] => [
        x + 22 + layer * 39,
        y + TALL / 2 + (i - ((layers[layer] ?? 0) - 1) / 2) * 16,
      ];
      const wires = [0, 1].flatMap((layer) =>
        Array.from({ length: layers[layer] ?? 0 }, (_, i) =>
          Array.from({ length: layers[layer + 1] ?? 0 }, (__, j) =>
            stroke([at(layer, i), at(layer + 1, j)], 'quiet', { width: 0.7, opacity: 0.5 }),
          ),
        ).flat(),
      );
      const cells = layers.flatMap((count, layer) => Array.from({ length: count }, (_, i) => dot(...at(layer, i), 4.5, 'expected')));
      return [...wires, ...cells];
    },
  },
  {
    name: 'score',
    note: 'by its own history, 0..1',
    draw: (x, y) => [
      stroke(
        [
          [x + 6, y + 0.34 * TALL],
          [x + STAGE - 6, y + 0.34 * TALL],
        ],
        'quiet',
        { dash: '3 3' },
      ),
      stroke(
        Array.from(
          { length: 40 },
          (_, i) =>
            [
              x + 6 + (i * (STAGE - 12)) / 39,
              y + TALL * (0.88 - (i < 25 ? 0.06 * (1 + Math.sin(i * 2.1)) : 0.74 * (1 - Math.exp(-(i - 24) / 4)))),
            ] as const,
        ),
        'alarm',
        { width: 2 },
      ),
    ],
  },
  {
    name: 'episode',
    note: 'opens once, closes once',
    draw: (x, y) => [
      box(x + 0.62 * STAGE, y + 7, 0.33 * STAGE, TALL - 14, 'alarm', { opacity: 0.16, radius: 3 }),
      box(x + 6, y + 0.62 * TALL, STAGE - 12, 0.22 * TALL, 'expected', { opacity: 0.2, radius: 2 }),
      stroke(
        Array.from({ length: 60 }, (_, i) => [x + 6 + (i * (STAGE - 12)) / 59, y + course(i / 59) * TALL] as const),
        'signal',
        { width: 2 },
      ),
    ],
  },
  {
    name: 'sentence',
    note: 'MQTT, journal, terminal',
    draw: (x, y) => [
      `<path class="f-alarm" opacity="0.14" d="M${px(x + 14)},${px(y + 14)} h94 a6,6 0 0 1 6,6 v40 a6,6 0 0 1 -6,6 h-58 l-14,14 v-14 h-22 a6,6 0 0 1 -6,-6 v-40 a6,6 0 0 1 6,-6 z"/>`,
      ...[
        [0, 84],
        [1, 76],
        [2, 52],
      ].map(([i = 0, width = 0]) => box(x + 19, y + 25 + i * 12, width, 4, 'ink', { opacity: 0.55, radius: 2 })),
    ],
  },
];

export function pathPicture(): string {
  const body = STAGES.flatMap((stage, i) => {
    const x = LEFT + i * (STAGE + GAP);
    return [
      box(x, TOP, STAGE, TALL, 'card', { radius: 6, edge: 'edge' }),
      ...stage.draw(x, TOP),
      ...(i === 0 ? [] : [arrow(x - 4, TOP + TALL / 2, GAP - 8)]),
      text(x + STAGE / 2, TOP + TALL + 20, stage.name, { size: 14, anchor: 'middle', weight: 600 }),
      text(x + STAGE / 2, TOP + TALL + 36, stage.note, { size: 10.5, anchor: 'middle', colour: 'quiet' }),
    ];
  });
  const y = TOP + TALL + 58;
  body.push(
    box(LEFT, y, WIDTH - 2 * LEFT, 58, 'alarm', { opacity: 0.1, radius: 6 }),
    text(WIDTH / 2, y + 24, 'Freezer temperature has risen to -9.5 °C since 14:02;', { size: 16, anchor: 'middle', weight: 600 }),
    text(WIDTH / 2, y + 45, 'around this hour it is normally between -19 and -17 °C.', { size: 16, anchor: 'middle', weight: 600 }),
  );
  return picture(WIDTH, HEIGHT, 'From a wire to a sentence: readings, window, int8 network, score, episode, sentence', body);
}
