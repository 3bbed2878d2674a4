import { type ZipPart, zipPieces } from '../../../server/excel/zip-writer.ts';

/** A zip of these parts in that order, in one piece. */
export function writeZip(parts: readonly ZipPart[]): Buffer {
  return Buffer.concat([...zipPieces(parts)]);
}
