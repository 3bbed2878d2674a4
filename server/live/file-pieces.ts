import { AppError } from '../../shared/errors.ts';
import type { Clock } from '../ports/clock.ts';

/** Of one file; a workbook of 20,000 people is some 3 MiB. */
const MOST_BYTES = 20 * 2 ** 20;
const KEPT_MS = 10 * 60_000;

interface Sending {
  readonly file: string;
  readonly pieces: Uint8Array[];
  readonly bytes: number;
  readonly untilMs: number;
}

/**
 * Files that come in pieces, since a request is small: in memory alone, one an account, forgotten after ten minutes or once
 * taken. `file` is a name that the sender drew.
 */
export interface FilePieces {
  /** AppErrors `file-too-large`, `file-pieces-lost` when a piece before it is not there. */
  add(
    account: string,
    piece: { readonly file: string; readonly at: number; readonly bytes: Uint8Array },
  ): void;
  /** The whole file, which is forgotten. AppError `file-pieces-lost`. */
  take(account: string, file: string): Uint8Array;
}

function lost(): AppError {
  return new AppError({
    code: 'file-pieces-lost',
    kind: 'conflict',
    message: 'L’envoi du fichier s’est interrompu : rien n’a été lu.',
    hint: 'Relancez la commande.',
  });
}

export function openFilePieces(clock: Clock): FilePieces {
  const sendings = new Map<string, Sending>();
  const sweep = () => {
    for (const [account, { untilMs }] of sendings) if (untilMs < clock.nowMs()) sendings.delete(account);
  };
  return {
    add: (account, { file, at, bytes: piece }) => {
      sweep();
      const known = at === 0 ? undefined : sendings.get(account);
      if (at > 0 && (known?.file !== file || known.pieces.length !== at)) throw lost();
      const bytes = (known?.bytes ?? 0) + piece.length;
      if (bytes > MOST_BYTES) {
        sendings.delete(account);
        throw new AppError({
          code: 'file-too-large',
          kind: 'invalid',
          message: 'Ce fichier dépasse 20 Mio : rien n’a été lu.',
          hint: 'Partagez-le en plusieurs.',
        });
      }
      const pieces = [...(known?.pieces ?? []), piece];
      sendings.set(account, { file, pieces, bytes, untilMs: clock.nowMs() + KEPT_MS });
    },
    take: (account, file) => {
      sweep();
      const known = sendings.get(account);
      if (known?.file !== file) throw lost();
      sendings.delete(account);
      return Buffer.concat(known.pieces);
    },
  };
}
