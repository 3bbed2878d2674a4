import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { AppError } from '../../../shared/errors.ts';

const MIB = 1024 * 1024;
/** More than the postcodes of any country; another file was meant. */
const MOST_BYTES = 64 * MIB;
const PIECE_BYTES = MIB;

/**
 * The bytes of a file that a person gives to a command. Nothing waits: a named pipe would hold the command for ever, a device
 * has no end. AppErrors `file-refused` (no regular file; absent or closed to this account: through the caller) and
 * `file-too-big`.
 *
 * @param file its path, or a link to it; 0: the standard input, which may be a pipe.
 */
export function readGivenFile(file: string | 0): Buffer {
  if (file === 0) return bytesOf(0, 'L’entrée standard');
  // NONBLOCK: opening a pipe that nobody writes to would already wait.
  const descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const refused = refusedKind(fstatSync(descriptor));
    if (refused !== undefined) throw fileRefused(`« ${file} » ${refused}.`);
    return bytesOf(descriptor, `« ${file} »`);
  } finally {
    closeSync(descriptor);
  }
}

/** The text of such a file, for what is checked further on, such as a key; the same refusals. */
export const readGivenText = (file: string): string => readGivenFile(file).toString('utf8');

function refusedKind(found: Stats): string | undefined {
  if (found.isFile()) return undefined;
  return found.isDirectory()
    ? 'est un dossier, et non un fichier'
    : 'n’est pas un fichier ordinaire, mais un tube ou un appareil';
}

/** By pieces: what grows, or has no size to tell, is stopped too. */
function bytesOf(descriptor: number, name: string): Buffer {
  const pieces: Buffer[] = [];
  let size = 0;
  for (;;) {
    const piece = Buffer.allocUnsafe(PIECE_BYTES);
    const read = readSync(descriptor, piece, 0, PIECE_BYTES, null);
    if (read === 0) return Buffer.concat(pieces, size);
    size += read;
    if (size > MOST_BYTES) throw tooBig(name);
    pieces.push(piece.subarray(0, read));
  }
}

function fileRefused(message: string): AppError {
  return new AppError({
    code: 'file-refused',
    kind: 'invalid',
    message,
    hint: 'Donnez le chemin d’un fichier enregistré sur cette machine.',
  });
}

function tooBig(name: string): AppError {
  return new AppError({
    code: 'file-too-big',
    kind: 'invalid',
    message: `${name} dépasse ${MOST_BYTES / MIB} Mio.`,
    hint: 'Vérifiez que c’est le bon fichier.',
  });
}
