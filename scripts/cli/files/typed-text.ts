import { AppError } from '../../../shared/errors.ts';
import { readGivenFile } from './given-file.ts';

/** What stands where letters were lost. */
const LOST = '\ufffd';

/**
 * The text of a file that a person made, without its byte order mark. AppErrors `file-not-utf8` (another encoding, or letters
 * already lost: « � » would reach a letter or a badge), and those of `readGivenFile`.
 *
 * @param file its path; 0: the standard input.
 */
export function readTypedText(file: string | 0): string {
  const bytes = readGivenFile(file);
  const name = file === 0 ? 'L’entrée standard' : `« ${file} »`;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw notUtf8(`${name} n’est pas un texte en UTF-8 : ses accents seraient perdus.`, cause);
  }
  // UTF-16 without its mark reads as UTF-8, a zero between two letters.
  if (text.includes('\0')) throw notUtf8(`${name} n’est pas un texte en UTF-8.`);
  if (text.includes(LOST)) {
    const line = text.slice(0, text.indexOf(LOST)).split('\n').length;
    throw notUtf8(`${name} contient « ${LOST} », ligne ${line} : des lettres y ont déjà été perdues.`);
  }
  return text;
}

function notUtf8(message: string, cause?: unknown): AppError {
  return new AppError({
    code: 'file-not-utf8',
    kind: 'invalid',
    message,
    hint: 'Reprenez l’original et enregistrez-le en « UTF-8 » (dans un tableur : « CSV UTF-8 », et non « Texte Unicode »).',
    ...(cause !== undefined && { cause }),
  });
}
