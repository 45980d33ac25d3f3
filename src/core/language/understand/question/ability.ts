/** "Can the shade be set to thirty percent?": what cannot be is answered, not refused. What can be is done, for so people also ask politely. */
import type { Home } from '../../../domain/home.ts';
import { replyTo } from '../../reply/index.ts';
import type { Piece } from '../pieces.ts';

const ABILITY = /^(?:can|could|is it possible|is there a way|does|do)\b(?! (?:you|we|i|someone|somebody)\b)/i;

export function ability(text: string, pieces: Piece[], home: Home): Piece[] {
  if (!ABILITY.test(text) || pieces.length === 0) return pieces;
  const refused = pieces.flatMap((piece) =>
    piece.kind === 'refused' && (piece.refusal.reason === 'no_capability' || piece.refusal.reason === 'out_of_range')
      ? [{ ...piece.refusal, detail: piece.detail }]
      : [],
  );
  return refused.length < pieces.length ? pieces : [{ kind: 'answer', reply: `No. ${replyTo([], home, refused)}`, ids: [] }];
}
