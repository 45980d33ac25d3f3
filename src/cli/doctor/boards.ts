/** Boards: whether each that is configured answers, and with what firmware. */
import { createRequire } from 'node:module';
import type { BoardOptions } from '../../adapters/firmata/options.ts';
import type { Result } from '../../core/base/index.ts';
import { type Probed, probe, sentenceOf } from '../flash/probe.ts';
import { type Finding, good, problem, warning } from './finding.ts';

export interface BoardPlaces {
  readonly probe: (port: string, baud: number) => Promise<Result<Probed>>;
  readonly hasJohnnyFive: () => boolean;
}

export const BOARDS: BoardPlaces = {
  probe: (port, baud) => probe(port, baud),
  hasJohnnyFive: () => {
    try {
      createRequire(import.meta.url).resolve('johnny-five');
      return true;
    } catch {
      return false;
    }
  },
};

export async function checkBoards(boards: readonly BoardOptions[], places: BoardPlaces = BOARDS): Promise<readonly Finding[]> {
  const findings = await Promise.all(boards.map((board) => checkBoard(board, places)));
  const missing =
    boards.some(({ parts }) => parts.length > 0) && !places.hasJohnnyFive()
      ? [problem('boards', 'Parts are configured, but johnny-five is not installed.', 'Install Kinglet without --omit=optional.')]
      : [];
  return [...findings, ...missing];
}

async function checkBoard({ port, name, baud, features, parts }: BoardOptions, places: BoardPlaces): Promise<Finding> {
  const where = name === undefined ? port : `${name} (${port})`;
  const found = await places.probe(port, baud);
  if (!found.ok) {
    const { code, detail, hint } = found.fault;
    if (code === 'serial/busy')
      return warning('boards', `${where} cannot be asked: another program has it open.`, 'Kinglet itself, if it runs: then its log tells.');
    return problem('boards', `${where}: ${detail}`, hint ?? '`kinglet flash` tells how to put a firmware on it.');
  }
  const said = `${where} runs ${sentenceOf(found.value)}.`;
  if (found.value.constants === undefined && features !== 'off' && parts.length === 0)
    return warning(
      'boards',
      said,
      'It measures nothing by itself: `kinglet flash` tells how to put Kinglet’s firmware on it, or describe its `parts`.',
    );
  return good('boards', said);
}
