import { randomUUID } from 'node:crypto';
import { AppError } from '../../../../shared/errors.ts';
import type { OwnLibrary } from '../door-page.ts';
import type { SentFile } from '../sent-file.ts';

/** Of clear bytes in one call of this process. */
const PIECE_BYTES = 2 ** 19;

function fileMissing(): AppError {
  return new AppError({
    code: 'document-missing',
    kind: 'invalid',
    message: 'Aucun fichier n’est arrivé : rien n’a été déposé.',
    hint: 'Choisissez un fichier, puis « Déposer ».',
  });
}

/** Hands the file of a form over in pieces; the number by which a procedure takes it. AppError `document-missing`. */
export async function sendPieces(library: OwnLibrary, sent: SentFile | undefined) {
  if (!sent) throw fileMissing();
  const file = randomUUID();
  for (let from = 0, at = 0; from < Math.max(1, sent.bytes.length); from += PIECE_BYTES, at += 1) {
    const base64 = Buffer.from(sent.bytes.subarray(from, from + PIECE_BYTES)).toString('base64');
    await library.send.mutate({ file, at, base64 });
  }
  return { file, fileName: sent.fileName.slice(-200) };
}
