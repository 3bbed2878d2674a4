import { readdir } from 'node:fs/promises';
import { isErrno, type KeyPaths, readKeyFile } from './key-files.ts';

async function codesIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return [];
    throw error;
  }
}

/** The public keys that were registered, armoured: those of the charities, then those of the suppliers. */
export async function partnerPublicKeys(paths: KeyPaths): Promise<readonly string[]> {
  const files = [
    ...(await codesIn(paths.charities)).map((code) => paths.charity(code).public),
    ...(await codesIn(paths.suppliers)).map((code) => paths.supplier(code)),
  ];
  const found = await Promise.all(files.map(readKeyFile));
  return found.flatMap((bytes) => (bytes === undefined ? [] : [Buffer.from(bytes).toString('utf8')]));
}
